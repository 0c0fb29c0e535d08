import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { InvoiceLineRow, InvoiceParts, InvoiceRow } from '../reads/invoices';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';
import { ChargeLineView } from './orders.view';
import { feeNameView, priceBasisView } from './price-basis.view';

const KINDS = ['rent', 'telephone'] as const;
const STATUSES = ['open', 'overdue', 'paid', 'written-off'] as const;

export class InvoicesQuery extends PageQuery {
  @ApiProperty({ enum: KINDS, enumName: 'InvoiceKind', required: false }) @IsOptional() @IsIn(KINDS) kind?: (typeof KINDS)[number];
  @ApiProperty({ enum: STATUSES, enumName: 'InvoiceStatus', required: false }) @IsOptional() @IsIn(STATUSES) status?: (typeof STATUSES)[number];
}

export class InvoiceView {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty({ enum: KINDS, enumName: 'InvoiceKind' }) kind: (typeof KINDS)[number];
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty({ enum: STATUSES, enumName: 'InvoiceStatus' }) status: (typeof STATUSES)[number];
  @ApiProperty() issuedAt: string;
  @ApiProperty() dueOn: string;
  @ApiProperty() currency: string;
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
  @ApiProperty() total: string;
  @ApiProperty() paid: string;
  @ApiProperty() credited: string;
  @ApiProperty({ description: 'what the operator has given up of it' }) writtenOff: string;
  @ApiProperty({ description: 'total − paid − credited − written off' }) open: string;
}

export class InvoiceListView {
  @ApiProperty({ type: [InvoiceView] }) items: InvoiceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class InvoiceLineView extends ChargeLineView {
  @ApiProperty({ type: String, nullable: true, description: 'of one seat; times the seats it is the net' }) unitPrice: string | null;
  @ApiProperty({ type: Number, nullable: true }) calls: number | null;
}

export class InvoicePaymentView {
  @ApiProperty() valueOn: string;
  @ApiProperty() amount: string;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
}

export class InvoiceCreditView {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty() issuedAt: string;
  @ApiProperty() total: string;
}

export class BankAccountView {
  @ApiProperty() accountName: string;
  @ApiProperty() bankName: string;
  @ApiProperty() accountNumber: string;
}

export class InvoiceDetailView extends InvoiceView {
  @ApiProperty() tenantName: string;
  @ApiProperty({ type: [InvoiceLineView] }) lines: InvoiceLineView[];
  @ApiProperty({ type: [InvoicePaymentView] }) payments: InvoicePaymentView[];
  @ApiProperty({ type: [InvoiceCreditView] }) creditNotes: InvoiceCreditView[];
  @ApiProperty({ type: BankAccountView, nullable: true }) bank: BankAccountView | null;
  @ApiProperty({ description: 'whether it can be paid online' }) gateway: boolean;
}

export function invoiceView(row: InvoiceRow): InvoiceView {
  const amount = (minor: bigint): string => amountText(row.currency, minor);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    status: row.open_minor > 0n ? (row.overdue ? 'overdue' : 'open') : row.written_off_minor > 0n ? 'written-off' : 'paid',
    issuedAt: iso(row.issued_at),
    dueOn: row.due_on,
    currency: row.currency,
    net: amount(row.net_minor),
    tax: amount(row.tax_minor),
    total: amount(row.total_minor),
    paid: amount(row.paid_minor),
    credited: amount(row.credited_minor),
    writtenOff: amount(row.written_off_minor),
    open: amount(row.open_minor),
  };
}

export function invoiceDetailView(row: InvoiceRow, parts: InvoiceParts, gateway: boolean): InvoiceDetailView {
  const amount = (minor: string): string => amountText(row.currency, BigInt(minor));
  return {
    ...invoiceView(row),
    tenantName: parts.tenantName,
    lines: parts.lines.map((line) => lineView(line, row.currency)),
    payments: parts.payments.map((each) => ({ valueOn: each.value_on, amount: amount(each.amount_minor), reference: each.reference })),
    creditNotes: parts.creditNotes.map((each) => ({ id: each.id, number: each.number, issuedAt: iso(each.issued_at), total: amount(each.total_minor) })),
    bank: parts.bank,
    gateway,
  };
}

function lineView(line: InvoiceLineRow, currency: string): InvoiceLineView {
  const { seats } = line;
  const amount = (minor: string): string => amountText(currency, BigInt(minor));
  return {
    kind: line.kind as InvoiceLineView['kind'],
    seats,
    unitPrice: seats === null ? null : amount(String(BigInt(line.net_minor) / BigInt(seats))),
    fromOn: line.from_on,
    toOn: line.to_on,
    days: line.days,
    periodDays: line.period_days,
    seatPrice: line.unit_minor === null ? null : amount(line.unit_minor),
    priceBasis: priceBasisView(line.priceBasis, currency),
    fee: line.fee && feeNameView(line.fee),
    calls: line.calls,
    net: amount(line.net_minor),
    tax: amount(line.tax_minor),
  };
}
