import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { SubletRow } from '../reads/sublets';
import { MOST_SEATS } from '../use-cases/order-terms';
import { iso, isoOrNull } from '../written/json';

const SUBLET_STATES = ['noticed', 'accepted', 'consented', 'effective', 'declined', 'refused', 'withdrawn', 'lapsed'] as const;
const SUBLET_SIDES = ['gives', 'receives'] as const;

export class SubletInput {
  @ApiProperty({ description: 'what the other tenant told: its code' }) @IsString() @MinLength(1) @MaxLength(40) toCode: string;
  @ApiProperty({ minimum: 1, maximum: MOST_SEATS }) @IsInt() @Min(1) @Max(MOST_SEATS) seats: number;
  @ApiProperty({ format: 'date', description: 'a first day of one of the lease’s periods, after today' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) on: string;
}

export class SubletAnswerInput {
  @ApiProperty({ description: 'false declines it' }) @IsBoolean() accept: boolean;
}

export class SubletView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: SUBLET_STATES, enumName: 'SubletState' }) state: (typeof SUBLET_STATES)[number];
  @ApiProperty({ enum: SUBLET_SIDES, enumName: 'SubletSide', nullable: true, description: 'which of the two the reader is; null: the operator' })
  side: (typeof SUBLET_SIDES)[number] | null;

  @ApiProperty() fromTenantName: string;
  @ApiProperty({ type: String, nullable: true, description: 'null to the other tenant: a lease is its tenant’s own affair' }) fromLeaseNumber: string | null;
  @ApiProperty() toTenantName: string;
  @ApiProperty({ type: String, nullable: true }) toLeaseNumber: string | null;
  @ApiProperty() seats: number;
  @ApiProperty({ description: 'the first day on which they are the other’s' }) takesEffectOn: string;
  @ApiProperty() noticedAt: string;
  @ApiProperty({ type: String, nullable: true }) acceptedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the operator’s, or the code of why it lapsed' }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) closedAt: string | null;
}

export class SubletListView {
  @ApiProperty({ type: [SubletView] }) items: SubletView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class TenantSubletsView extends SubletListView {
  @ApiProperty({ description: 'what one tells another tenant so that it can hand seats on to one' }) code: string;
}

/** @param reader the tenant that reads it; null for the operator. */
export function subletView(row: SubletRow, reader: string | null): SubletView {
  const side = reader === null ? null : reader === row.tenant_id ? 'gives' : 'receives';
  return {
    id: row.id,
    state: row.state,
    side,
    fromTenantName: row.tenant_name,
    fromLeaseNumber: side === 'receives' ? null : row.lease_number,
    toTenantName: row.to_tenant_name,
    toLeaseNumber: side === 'gives' ? null : row.to_lease_number,
    seats: row.seats,
    takesEffectOn: row.takes_effect_on,
    noticedAt: iso(row.noticed_at),
    acceptedAt: isoOrNull(row.accepted_at),
    decidedAt: isoOrNull(row.decided_at),
    decidedBy: row.decided_by,
    reason: row.reason,
    closedAt: isoOrNull(row.closed_at),
  };
}
