import { ApiProperty } from '@nestjs/swagger';
import { IsDateString, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { PAYMENT_METHOD_KINDS, type PaymentMethodKind } from '../ports/payment-gateway';
import type { MovementRow, WalletRow } from '../reads/wallets';
import { amountText, rateText } from '../written/amounts';
import { iso } from '../written/json';
import { microsPerMinor } from '../written/micros';

const MODES = ['postpaid', 'prepaid'] as const;
const SOURCES = ['bank-transfer', 'gateway'] as const;
const MOVEMENTS = ['top-up', 'taken-back', 'given-back', 'call', 're-rating'] as const;
const AMOUNT = /^[0-9]{1,13}(\.[0-9]{1,6})?$/;

export class WalletView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ enum: MODES, enumName: 'TelephoneBilling', description: 'prepaid: calls are paid from the wallet; postpaid: they are invoiced after the month' })
  billing: (typeof MODES)[number];
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'what was paid in and not spent, tax included, to the millionth' }) balance: string;
  @ApiProperty({ description: 'held for calls that go on' }) reserved: string;
  @ApiProperty({ description: 'what a new call can count on' }) available: string;
  @ApiProperty({ description: 'what calls cost beyond the wallet; the next top-up pays it first' }) owed: string;
  @ApiProperty({ description: 'the balance below which the tenant is told; 0.00: never' }) lowBalance: string;
  @ApiProperty({ type: String, nullable: true, description: 'the free balance below which it is filled from the saved method; null: not by itself' }) refillBelow: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'by how much' }) refillAmount: string | null;
  @ApiProperty({ description: 'calls that go on' }) calls: number;
}

export class WalletListView {
  @ApiProperty({ type: [WalletView] }) items: WalletView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WalletMovementView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: MOVEMENTS, enumName: 'WalletMovementKind' }) kind: (typeof MOVEMENTS)[number];
  @ApiProperty() at: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'tax included; negative for what a call took, its re-rating, or a bank that took a top-up back; positive for what came in or back' }) amount: string;
  @ApiProperty({ type: String, nullable: true, description: 'the call’s price before tax' }) net: string | null;
  @ApiProperty({ enum: SOURCES, enumName: 'TopUpSource', nullable: true, description: 'how a top-up came in' }) source: (typeof SOURCES)[number] | null;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty({ type: Number, nullable: true }) milliseconds: number | null;
  @ApiProperty({ type: String, nullable: true }) seatId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the re-rating that made the difference' }) reratingId: string | null;
}

export class WalletMovementListView {
  @ApiProperty({ type: [WalletMovementView] }) items: WalletMovementView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WalletSettingsInput {
  @ApiProperty({ description: 'the balance below which the tenant is told; 0: never', example: '50.00' })
  @IsString()
  @Matches(AMOUNT)
  lowBalance: string;
}

export class TopUpInput {
  @ApiProperty({ description: 'a decimal in the lease’s currency, tax included', example: '100.00' })
  @IsString()
  @Matches(AMOUNT)
  amount: string;
}

export class TopUpCheckoutInput extends TopUpInput {
  @ApiProperty({ enum: PAYMENT_METHOD_KINDS, enumName: 'PaymentMethodKind' })
  @IsIn(PAYMENT_METHOD_KINDS)
  method: PaymentMethodKind;
}

export class RefillInput extends TopUpInput {
  @ApiProperty({ description: 'the free balance below which it is filled', example: '50.00' })
  @IsString()
  @Matches(AMOUNT)
  below: string;
}

export class TransferTopUpInput {
  @ApiProperty({ description: 'a decimal in the lease’s currency, tax included', example: '100.00' })
  @IsString()
  @Matches(AMOUNT)
  amount: string;

  @ApiProperty({ required: false, description: 'the bank’s date; today where the statement names none', format: 'date' })
  @IsOptional()
  @IsDateString()
  valueOn?: string;

  @ApiProperty({ description: 'the bank’s reference: the same again is the same top-up', example: 'FT-1' })
  @IsString()
  @Length(1, 140)
  reference: string;
}

export class TelephoneBillingInput {
  @ApiProperty({ enum: MODES, enumName: 'TelephoneBilling' })
  @IsIn(MODES)
  billing: (typeof MODES)[number];

  @ApiProperty({ example: 'agreed with the customer' })
  @IsString()
  @Length(1, 500)
  reason: string;
}

export function walletView(row: WalletRow): WalletView {
  const micros = (amount: bigint): string => rateText(row.currency, amount);
  return {
    leaseId: row.id,
    leaseNumber: row.lease_number,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    billing: row.prepaid ? 'prepaid' : 'postpaid',
    currency: row.currency,
    balance: micros(row.balance_micros),
    reserved: micros(row.reserved_micros),
    available: micros(row.balance_micros - row.reserved_micros),
    owed: micros(row.owed_micros),
    lowBalance: amountText(row.currency, row.low_balance_minor),
    refillBelow: row.refill_below_minor === null ? null : amountText(row.currency, row.refill_below_minor),
    refillAmount: row.refill_amount_minor === null ? null : amountText(row.currency, row.refill_amount_minor),
    calls: row.calls,
  };
}

export function movementView(row: MovementRow): WalletMovementView {
  return {
    id: row.id,
    kind: row.kind,
    at: iso(row.at),
    currency: row.currency,
    amount: row.net_micros === null ? amountText(row.currency, row.amount_micros / microsPerMinor(row.currency)) : rateText(row.currency, row.amount_micros),
    net: row.net_micros === null ? null : rateText(row.currency, row.net_micros),
    source: row.source,
    reference: row.reference,
    number: row.other_number,
    milliseconds: row.milliseconds === null ? null : Number(row.milliseconds),
    seatId: row.seat_id,
    reratingId: row.rerating_id,
  };
}
