import type { InvoiceDifference } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import type { InvoiceVerification } from '../use-cases/verify-invoice';
import { amountText, rateText } from '../written/amounts';
import { iso } from '../written/json';

const SUBJECTS = ['invoice', 'line', 'seat', 'call', 'credit-note'] as const;

export class InvoiceDifferenceView {
  @ApiProperty({ type: Number, nullable: true, description: 'counts the invoice’s lines from 1; null for the invoice as a whole' }) line: number | null;
  @ApiProperty({ enum: SUBJECTS, enumName: 'DifferenceSubject' }) subject: (typeof SUBJECTS)[number];
  @ApiProperty({ type: String, nullable: true, description: 'the seat’s number in its lease, the usage’s id, the credit note’s count in its lease' })
  subjectId: string | null;
  @ApiProperty({ description: 'what differs: net, tax, days, cost …' }) field: string;
  @ApiProperty({ type: String, nullable: true }) stored: string | null;
  @ApiProperty({ type: String, nullable: true }) computed: string | null;
}

export class CheckedView {
  @ApiProperty() lines: number;
  @ApiProperty() seats: number;
  @ApiProperty() calls: number;
}

export class VerificationView {
  @ApiProperty() invoiceId: string;
  @ApiProperty() number: string;
  @ApiProperty({ description: 'the invoice computed again from its sources is the stored one, to the last digit' }) identical: boolean;
  @ApiProperty({ type: CheckedView }) checked: CheckedView;
  @ApiProperty({ type: [InvoiceDifferenceView] }) differences: InvoiceDifferenceView[];
  @ApiProperty({ description: 'differences beyond those that are told' }) untold: number;
}

export function verificationView(found: InvoiceVerification): VerificationView {
  return {
    invoiceId: found.invoiceId,
    number: found.number,
    identical: found.differences.length === 0,
    checked: { ...found.checked },
    differences: found.differences.map((each) => differenceView(each, found.currency)),
    untold: found.untold,
  };
}

/** The unit that a field's name ends in decides how it is written; the name itself goes out without it. */
export function differenceView({ line, subject, field, stored, computed }: InvoiceDifference, currency: string): InvoiceDifferenceView {
  const written = (value: string | null): string | null => (value === null ? null : writeAs(field, value, currency));
  return {
    line: line === null ? null : line + 1,
    subject: subject.kind,
    subjectId: subject.id,
    field: field.replace(/(Minor|Micros)$/, ''),
    stored: written(stored),
    computed: written(computed),
  };
}

function writeAs(field: string, value: string, currency: string): string {
  if (!/^-?\d+$/.test(value)) return value;
  if (field.endsWith('Minor')) return amountText(currency, BigInt(value));
  if (field.endsWith('Micros')) return rateText(currency, BigInt(value));
  return field.endsWith('At') ? iso(Number(value)) : value;
}
