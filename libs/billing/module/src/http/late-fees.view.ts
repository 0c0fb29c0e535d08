import { LATEST_FIRST_DAY, type LateFeeAgreement, lateFeeMinor, type LateFeeRate, type LateFeeTerms } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { LateFees, PlacedLateFee } from '../use-cases/late-fee-desk';
import { amountText } from '../written/amounts';

/** Millionths in a hundredth. */
const MILLIONTHS_A_PERCENT = 10_000;
const PERCENT = /^\d{1,3}(\.\d{1,4})?$/;
const MOST_LINES = 10_000;

export class LateFeeRateInput {
  @ApiProperty({ description: 'per cent of what is late, a day: 0.05. At most 1 for rent, 0.3 for telephone charges', example: '0.05' }) @IsString() @Matches(PERCENT) dailyPercent: string;
  @ApiProperty({ minimum: 1, maximum: LATEST_FIRST_DAY, description: 'the first day after the due date that counts' }) @IsInt() @Min(1) @Max(LATEST_FIRST_DAY) fromDay: number;

  @ApiProperty({ type: String, required: false, nullable: true, description: 'an invoice’s fees are at most so many per cent of what was late; left out: no limit' })
  @IsOptional()
  @IsString()
  @Matches(PERCENT)
  capPercent?: string | null;
}

/** What delay costs, by kind of invoice. */
export class LateFeeTermsInput {
  @ApiProperty({ type: LateFeeRateInput, required: false, nullable: true, description: 'left out: rent bears none' })
  @IsOptional()
  @ValidateNested()
  @Type(() => LateFeeRateInput)
  rent?: LateFeeRateInput | null;

  @ApiProperty({ type: LateFeeRateInput, required: false, nullable: true, description: 'left out: telephone charges bear none' })
  @IsOptional()
  @ValidateNested()
  @Type(() => LateFeeRateInput)
  telephone?: LateFeeRateInput | null;
}

export class LateFeesInput extends LateFeeTermsInput {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class LateFeeWaiverInput {
  @ApiProperty({ minimum: 1, maximum: MOST_LINES, description: 'the line, counted from 1' }) @IsInt() @Min(1) @Max(MOST_LINES) line: number;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class LateFeeRateView {
  @ApiProperty({ description: 'per cent a day' }) dailyPercent: string;
  @ApiProperty() fromDay: number;
  @ApiProperty({ type: String, nullable: true }) capPercent: string | null;
}

export class LateFeeTermsView {
  @ApiProperty({ type: LateFeeRateView, nullable: true }) rent: LateFeeRateView | null;
  @ApiProperty({ type: LateFeeRateView, nullable: true }) telephone: LateFeeRateView | null;
}

export class LateFeeAgreementView extends LateFeeTermsView {
  @ApiProperty() fromOn: string;
  @ApiProperty() reason: string;
}

export class LateFeeView {
  @ApiProperty({ type: String, nullable: true, description: 'the invoice that charges it; null while it accrues' }) invoiceId: string | null;
  @ApiProperty({ type: String, nullable: true }) invoiceNumber: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'its line, counted from 1' }) line: number | null;
  @ApiProperty({ description: 'the invoice that was late' }) lateInvoiceNumber: string;
  @ApiProperty() fromOn: string;
  @ApiProperty({ description: 'the first day after it' }) toOn: string;
  @ApiProperty({ description: 'how many of the days count: on the others nothing was late, or a promise or a dispute held' }) days: number;
  @ApiProperty({ description: 'what was late at the end of each day, summed over the days' }) base: string;
  @ApiProperty() dailyPercent: string;
  @ApiProperty() amount: string;
  @ApiProperty({ description: 'whether the agreed limit made it smaller' }) capped: boolean;
  @ApiProperty({ description: 'what was waived or corrected of it' }) waived: string;
}

export class LateFeesView {
  @ApiProperty() currency: string;
  @ApiProperty({ type: [LateFeeAgreementView], description: 'the last agreed first; none: delay costs nothing' }) agreements: LateFeeAgreementView[];
  @ApiProperty({ type: [LateFeeView], description: 'the last charged first' }) charged: LateFeeView[];
  @ApiProperty({ type: [LateFeeView], description: 'what the next invoices would charge if they were issued now' }) accruing: LateFeeView[];
}

function millionthsOf(percent: string): number {
  const [whole = '0', decimals = ''] = percent.split('.');
  return Number(whole) * MILLIONTHS_A_PERCENT + Number(decimals.padEnd(4, '0'));
}

/** 500 millionths: "0.05". */
export function percentText(millionths: number): string {
  const decimals = String(millionths % MILLIONTHS_A_PERCENT).padStart(4, '0').replace(/0+$/, '');
  return `${Math.floor(millionths / MILLIONTHS_A_PERCENT)}${decimals === '' ? '' : `.${decimals}`}`;
}

function rateOf(input: LateFeeRateInput | null | undefined): LateFeeRate | null {
  if (!input) return null;
  const { dailyPercent, fromDay, capPercent } = input;
  return { dailyMillionths: millionthsOf(dailyPercent), fromDay, capMillionths: capPercent === undefined || capPercent === null ? null : millionthsOf(capPercent) };
}

/** Neither rate: no more late fees. */
export function lateFeeTermsOf({ rent, telephone }: LateFeeTermsInput): LateFeeTerms | null {
  const terms = { rent: rateOf(rent), telephone: rateOf(telephone) };
  return terms.rent || terms.telephone ? terms : null;
}

function rateView(rate: LateFeeRate | null | undefined): LateFeeRateView | null {
  if (!rate) return null;
  return { dailyPercent: percentText(rate.dailyMillionths), fromDay: rate.fromDay, capPercent: rate.capMillionths === null ? null : percentText(rate.capMillionths) };
}

/** Null: delay costs nothing. */
export function lateFeeTermsView(terms: LateFeeTerms | null): LateFeeTermsView | null {
  return terms && { rent: rateView(terms.rent), telephone: rateView(terms.telephone) };
}

function agreementView({ fromOn, terms, reason }: LateFeeAgreement): LateFeeAgreementView {
  return { fromOn, rent: rateView(terms?.rent), telephone: rateView(terms?.telephone), reason };
}

function feeView({ line, on, lateInvoiceNumber }: PlacedLateFee, currency: string): LateFeeView {
  return {
    invoiceId: on?.invoiceId ?? null,
    invoiceNumber: on?.invoiceNumber ?? null,
    line: on ? on.place + 1 : null,
    lateInvoiceNumber,
    fromOn: line.fromOn,
    toOn: line.toOn,
    days: line.days,
    base: amountText(currency, line.baseMinor),
    dailyPercent: percentText(line.dailyMillionths),
    amount: amountText(currency, line.netMinor),
    capped: line.netMinor < lateFeeMinor(line.baseMinor, line.dailyMillionths),
    waived: amountText(currency, line.creditedNetMinor),
  };
}

export function lateFeesView({ currency, agreements, charged, accruing }: LateFees): LateFeesView {
  return {
    currency,
    agreements: agreements.map(agreementView).reverse(),
    charged: charged.map((fee) => feeView(fee, currency)).reverse(),
    accruing: accruing.map((fee) => feeView(fee, currency)),
  };
}
