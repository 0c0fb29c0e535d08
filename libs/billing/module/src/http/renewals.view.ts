import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { RenewalRow } from '../reads/renewals';
import { MOST_MONTHS } from '../use-cases/order-terms';
import type { RenewalsOfLease } from '../use-cases/renewals';
import { iso, isoOrNull } from '../written/json';

const RENEWAL_STATES = ['asked', 'granted', 'refused', 'lapsed'] as const;

export class RenewalInput {
  @ApiProperty({ minimum: 1, maximum: MOST_MONTHS }) @IsInt() @Min(1) @Max(MOST_MONTHS) months: number;

  @ApiProperty({ format: 'date', description: 'the lease’s end as it was seen, so that one end is extended once' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  endOn: string;
}

export class DecisionInput {
  @ApiProperty({ description: 'false refuses it' }) @IsBoolean() consent: boolean;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class RenewalView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() zone: string;
  @ApiProperty({ description: 'the lease’s end when it was asked: the first day without service' }) extendsFromOn: string;
  @ApiProperty() months: number;
  @ApiProperty({ enum: RENEWAL_STATES, enumName: 'RenewalState', description: 'lapsed: not decided before the end' })
  state: (typeof RENEWAL_STATES)[number];

  @ApiProperty() askedAt: string;
  @ApiProperty() askedBy: string;
  @ApiProperty({ type: String, nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null: granted by the contract, because it was asked in time' }) decidedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class RenewalListView {
  @ApiProperty({ type: [RenewalView] }) items: RenewalView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class LeaseRenewalsView extends RenewalListView {
  @ApiProperty() endOn: string;
  @ApiProperty({ type: String, nullable: true, description: 'the last day on which it is granted at once; null: the lease cannot go on' })
  inTimeThroughOn: string | null;
}

export function renewalView(row: RenewalRow): RenewalView {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    zone: row.zone,
    extendsFromOn: row.extends_from_on,
    months: row.months,
    state: row.state,
    askedAt: iso(row.asked_at),
    askedBy: row.asked_by,
    decidedAt: isoOrNull(row.decided_at),
    decidedBy: row.decided_by,
    reason: row.reason,
  };
}

export function leaseRenewalsView({ requests, endOn, inTimeThroughOn }: RenewalsOfLease): LeaseRenewalsView {
  return { items: requests.map(renewalView), nextCursor: null, endOn, inTimeThroughOn };
}
