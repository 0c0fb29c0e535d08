import { ApiProperty } from '@nestjs/swagger';
import type { BookedPayment } from '../reads/payments';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';

const SOURCES = ['bank-transfer', 'gateway'] as const;

export class AllocationView {
  @ApiProperty() invoiceId: string;
  @ApiProperty() invoiceNumber: string;
  @ApiProperty() amount: string;
}

export class PaymentView {
  @ApiProperty() id: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() amount: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'the bank’s date, which it counts from' }) valueOn: string;
  @ApiProperty() recordedAt: string;
  @ApiProperty() recordedBy: string;
  @ApiProperty({ enum: SOURCES, enumName: 'PaymentSource' }) source: (typeof SOURCES)[number];
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty() forOrder: boolean;
  @ApiProperty({ type: [AllocationView] }) allocations: AllocationView[];
  @ApiProperty({ description: 'what serves no invoice yet: it waits for the next one, or for an order' }) unapplied: string;
}

export class PaymentListView {
  @ApiProperty({ type: [PaymentView] }) items: PaymentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function paymentView(payment: BookedPayment): PaymentView {
  const { id, leaseId, leaseNumber, currency, valueOn, source, reference, forOrder } = payment;
  return {
    id,
    leaseId,
    leaseNumber,
    amount: amountText(currency, payment.amountMinor),
    currency,
    valueOn,
    recordedAt: iso(payment.bookedAt),
    recordedBy: payment.bookedBy,
    source,
    reference,
    forOrder,
    allocations: payment.allocations.map(({ invoiceId, invoiceNumber, amountMinor }) => ({
      invoiceId, invoiceNumber, amount: amountText(currency, amountMinor),
    })),
    unapplied: amountText(currency, payment.unappliedMinor),
  };
}
