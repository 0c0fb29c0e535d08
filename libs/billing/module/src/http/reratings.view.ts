import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import type { Rerating, ReratingLease } from '../reads/reratings';
import { rateText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';
import { DECK_DIRECTIONS, type DeckDirectionName } from './decks.view';

export class ReratingInput {
  @ApiProperty({ enum: DECK_DIRECTIONS, enumName: 'DeckDirection' }) @IsIn(DECK_DIRECTIONS) direction: DeckDirectionName;
  @ApiProperty({ required: false, description: 'all tenants where left out' }) @IsOptional() @IsUUID() tenantId?: string;
  @ApiProperty({ required: false, description: 'all of the tenant’s leases where left out' }) @IsOptional() @IsUUID() leaseId?: string;
  @ApiProperty({ required: false, description: 'of the called number, digits only' }) @IsOptional() @Matches(/^[0-9]{1,15}$/) prefix?: string;
  @ApiProperty({ format: 'date-time', description: 'answered from here on' }) @IsString() @MaxLength(40) from: string;
  @ApiProperty({ format: 'date-time', description: 'answered before' }) @IsString() @MaxLength(40) to: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class ReratingView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: DECK_DIRECTIONS, enumName: 'DeckDirection' }) direction: DeckDirectionName;
  @ApiProperty({ type: String, nullable: true }) tenantId: string | null;
  @ApiProperty({ type: String, nullable: true }) leaseId: string | null;
  @ApiProperty({ type: String, nullable: true }) prefix: string | null;
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty() reason: string;
  @ApiProperty() createdAt: string;
  @ApiProperty() createdBy: string;
}

export class ReratingListView {
  @ApiProperty({ type: [ReratingView] }) items: ReratingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class ReratingLeaseView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'looked at' }) calls: number;
  @ApiProperty({ description: 'with another price' }) changed: number;
  @ApiProperty({ description: 'without a price by today’s decks; they keep theirs' }) unpriced: number;
  @ApiProperty({ description: 'of calls on no invoice' }) openDifference: string;
  @ApiProperty({ description: 'for the next telephone invoice' }) debit: string;
  @ApiProperty({ description: 'for credit notes' }) credit: string;
  @ApiProperty({ description: 'of the changed ones, those that a wallet pays' }) walletCalls: number;
  @ApiProperty({ description: 'what the wallet pays more, before tax' }) walletDebit: string;
  @ApiProperty({ description: 'what the wallet gets back, before tax' }) walletCredit: string;
  @ApiProperty({ type: String, nullable: true, description: 'null while it is only planned' }) doneAt: string | null;
}

export class ReratingDetailView extends ReratingView {
  @ApiProperty({ type: [ReratingLeaseView] }) leases: ReratingLeaseView[];
}

export class ReratingOutcomeView {
  @ApiProperty({ description: 'leases done now' }) done: number;
  @ApiProperty({ description: 'leases done before' }) skipped: number;
  @ApiProperty({ description: 'leases whose calls or decks are no longer what the dry run saw: nothing was done, make a new one' }) differs: number;
}

export function reratingView(rerating: Rerating): ReratingView {
  const { id, direction, tenantId, leaseId, prefix, reason, createdBy } = rerating;
  return { id, direction, tenantId, leaseId, prefix, reason, createdBy, from: iso(rerating.from), to: iso(rerating.to), createdAt: iso(rerating.createdAt) };
}

export function reratingLeaseView(lease: ReratingLease): ReratingLeaseView {
  const { tenantId, tenantName, leaseId, leaseNumber, currency, calls, changed, unpriced, walletCalls } = lease;
  return {
    tenantId, tenantName, leaseId, leaseNumber, currency, calls, changed, unpriced, walletCalls, openDifference: rateText(currency, lease.openMicros),
    debit: rateText(currency, lease.debitMicros), credit: rateText(currency, lease.creditMicros),
    walletDebit: rateText(currency, lease.walletDebitMicros), walletCredit: rateText(currency, lease.walletCreditMicros), doneAt: isoOrNull(lease.doneAt),
  };
}
