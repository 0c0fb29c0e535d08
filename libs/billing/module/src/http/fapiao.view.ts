import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { FAPIAO_STATES, type FapiaoRow, type FapiaoState } from '../reads/fapiao';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';

const KINDS = ['general', 'special'] as const;

export class FapiaoQuery extends PageQuery {
  @ApiProperty({ enum: FAPIAO_STATES, enumName: 'FapiaoState', required: false }) @IsOptional() @IsIn(FAPIAO_STATES) state?: FapiaoState;
}

export class TaxProfileInput {
  @ApiProperty({ description: 'the company’s registered name, or a person’s' }) @IsString() @MaxLength(200) @Matches(/\S/) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'none: a private person' }) @IsOptional() @Matches(/^[0-9A-Z]{15,20}$/) taxNumber: string | null;
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(200) address?: string;
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(40) phone?: string;
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(120) bankName?: string;
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(60) bankAccount?: string;
  @ApiProperty({ description: 'where the fapiao is sent to' }) @IsEmail() @MaxLength(254) email: string;
}

export class TaxProfileView {
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) taxNumber: string | null;
  @ApiProperty() address: string;
  @ApiProperty() phone: string;
  @ApiProperty() bankName: string;
  @ApiProperty() bankAccount: string;
  @ApiProperty() email: string;
}

export class TaxProfileAnswer {
  @ApiProperty({ type: TaxProfileView, nullable: true }) profile: TaxProfileView | null;
}

export class FapiaoRequestInput {
  @ApiProperty({ enum: KINDS, enumName: 'FapiaoKind' }) @IsIn(KINDS) kind: (typeof KINDS)[number];
}

export class FapiaoDocumentInput {
  @ApiProperty({ description: 'the tax authority’s number' }) @Matches(/^[0-9]{8,20}$/) number: string;
  @ApiProperty({ example: '2026-03-31' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) issuedOn: string;
}

export class FapiaoRefusalInput {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class RedLetterView {
  @ApiProperty() creditNote: string;
  @ApiProperty() amount: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: it is still needed' }) number: string | null;
  @ApiProperty({ type: String, nullable: true }) issuedOn: string | null;
}

export class FapiaoView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() invoiceId: string;
  @ApiProperty() invoiceNumber: string;
  @ApiProperty({ enum: KINDS, enumName: 'FapiaoKind' }) kind: (typeof KINDS)[number];
  @ApiProperty({ enum: FAPIAO_STATES, enumName: 'FapiaoState' }) state: FapiaoState;
  @ApiProperty({ type: TaxProfileView, description: 'to whom it is written: the profile of the day of the request' }) to: TaxProfileView;
  @ApiProperty() requestedAt: string;
  @ApiProperty() requestedBy: string;
  @ApiProperty({ type: String, nullable: true }) refusedReason: string | null;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'what it says, or would say now: without the deposit, less what was credited before' }) amount: string;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty({ type: String, nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: [RedLetterView] }) redLetters: RedLetterView[];
}

export class FapiaoListView {
  @ApiProperty({ type: [FapiaoView] }) items: FapiaoView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function fapiaoView(row: FapiaoRow): FapiaoView {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    kind: row.kind,
    state: row.state,
    to: {
      title: row.title, taxNumber: row.tax_number, address: row.address, phone: row.phone, bankName: row.bank_name, bankAccount: row.bank_account, email: row.email,
    },
    requestedAt: iso(row.requested_at),
    requestedBy: row.requested_by,
    refusedReason: row.refused_reason,
    currency: row.currency,
    amount: amountText(row.currency, row.amount_minor ?? row.due_minor),
    number: row.number,
    issuedOn: row.issued_on,
    redLetters: (row.red_letters ?? []).map((red) => ({
      creditNote: red.credit_note, amount: amountText(row.currency, BigInt(red.total)), number: red.number, issuedOn: red.issued_on,
    })),
  };
}
