import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import type { DepositMovementRow } from '../reads/deposits';
import type { LeaseRow } from '../reads/leases';
import type { BookedRefund } from '../reads/refunds';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';

const MOVEMENT_KINDS = ['taken', 'topped-up', 'released', 'set-off', 'refund-due', 'refunded'] as const;

export class LedgerReferenceView {
  @ApiProperty() id: string;
  @ApiProperty() kind: string;
  @ApiProperty({ description: 'with the kind its key in the lease: an invoice’s count, a release’s count, the lease’s end' }) ref: string;
}

export class DepositMovementView {
  @ApiProperty({ enum: MOVEMENT_KINDS, enumName: 'DepositMovementKind' }) kind: (typeof MOVEMENT_KINDS)[number];
  @ApiProperty() at: string;
  @ApiProperty({ description: 'the local day; of what was paid back, the bank’s date' }) on: string;
  @ApiProperty({ type: [Number] }) seatNumbers: number[];
  @ApiProperty() amount: string;
  @ApiProperty({ description: 'the deposit held after it' }) held: string;
  @ApiProperty({ type: String, nullable: true, description: 'the invoice that took it, or that it was set off against' }) invoiceId: string | null;
  @ApiProperty({ type: String, nullable: true }) invoiceNumber: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the bank’s, of what was paid back' }) reference: string | null;
  @ApiProperty({ type: LedgerReferenceView, nullable: true }) ledger: LedgerReferenceView | null;
}

export class DepositView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() currency: string;
  @ApiProperty() held: string;
  @ApiProperty({ description: 'owed back after the settlement and not yet paid' }) refundable: string;
  @ApiProperty({ type: [DepositMovementView], description: 'in the order in which they happened' }) movements: DepositMovementView[];
}

export class RefundInput {
  @ApiProperty({ description: 'a decimal in the lease’s currency' }) @IsString() @MaxLength(40) amount: string;
  @ApiProperty({ format: 'date', required: false, description: 'the bank’s date; today where left out' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  valueOn?: string;

  @ApiProperty({ description: 'the bank’s; the same one is the same refund' }) @IsString() @MinLength(1) @MaxLength(140) @Matches(/\S/) reference: string;
}

export class RefundView {
  @ApiProperty() id: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() amount: string;
  @ApiProperty() currency: string;
  @ApiProperty() valueOn: string;
  @ApiProperty() reference: string;
  @ApiProperty() recordedAt: string;
  @ApiProperty() recordedBy: string;
}

export function depositView(lease: LeaseRow, movements: readonly DepositMovementRow[]): DepositView {
  const amount = (minor: bigint): string => amountText(lease.currency, minor);
  return {
    leaseId: lease.id,
    leaseNumber: lease.number,
    currency: lease.currency,
    held: amount(lease.deposit_minor),
    refundable: amount(lease.refundable_minor),
    movements: movements.map((row) => ({
      kind: row.kind,
      at: iso(row.at),
      on: row.counts_from_on,
      seatNumbers: row.seat_numbers,
      amount: amount(row.amount_minor),
      held: amount(row.held_after_minor),
      invoiceId: row.invoice_id,
      invoiceNumber: row.invoice_number,
      reference: row.reference,
      ledger: row.tx_id === null ? null : { id: row.tx_id, kind: row.tx_kind!, ref: row.tx_ref! },
    })),
  };
}

export function refundView({ id, leaseId, amountMinor, currency, valueOn, reference, paidAt, paidBy }: BookedRefund): RefundView {
  return { id, leaseId, amount: amountText(currency, amountMinor), currency, valueOn, reference, recordedAt: iso(paidAt), recordedBy: paidBy };
}
