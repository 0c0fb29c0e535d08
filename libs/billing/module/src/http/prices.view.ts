import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { ContractVersion, OwnPrice, PlanVersion } from '../reads/plans';
import { amountText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';
import { LateFeeTermsInput, lateFeeTermsOf } from './late-fees.view';
import { PlanView, planView } from './orders.view';
import { ServiceLevelTermsView } from './service-level.view';
import { PricingInput, PricingView, pricingView } from './pricing.view';

const ANCHORS = ['start-day', 'calendar'] as const;
const DAY_COUNTS = ['actual', 'fixed30'] as const;

export class RentTermsInput {
  @ApiProperty({ example: '2000.00', description: 'of one seat and whole period' }) @IsString() @MaxLength(20) seatMonthly: string;
  @ApiProperty({ enum: DAY_COUNTS, enumName: 'DayCount', required: false }) @IsOptional() @IsIn(DAY_COUNTS) dayCount?: (typeof DAY_COUNTS)[number];
  @ApiProperty({ type: PricingInput, required: false }) @IsOptional() @ValidateNested() @Type(() => PricingInput) pricing?: PricingInput;
}

/** What is given back where seats could not be used (ADR 23). */
export class ServiceLevelInput {
  @ApiProperty({ enum: ['by-time', 'by-days'], enumName: 'ServiceCreditBasis' }) @IsIn(['by-time', 'by-days']) creditBasis: 'by-time' | 'by-days';
  @ApiProperty({ minimum: 0, description: 'by days: so many minutes lost of a day are no lost day' }) @IsInt() @Min(0) @Max(1440) dayThresholdMinutes: number;
  @ApiProperty({ minimum: 0, description: 'of outages so many minutes a seat and month are not given back' }) @IsInt() @Min(0) @Max(44_640) toleratedMinutes: number;
  @ApiProperty({ minimum: 0, maximum: 100, description: 'of a seat’s rent at most so much is given back, in percent' }) @IsInt() @Min(0) @Max(100) capPercent: number;
}

/** What is left out has the contract's default. */
export class PlanTermsInput extends RentTermsInput {
  @ApiProperty({ enum: ANCHORS, enumName: 'PeriodAnchor', required: false }) @IsOptional() @IsIn(ANCHORS) anchor?: (typeof ANCHORS)[number];
  @ApiProperty({ required: false, minimum: 0 }) @IsOptional() @IsInt() @Min(0) @Max(24) depositMonths?: number;
  @ApiProperty({ required: false, example: '6' }) @IsOptional() @IsString() @MaxLength(12) taxPercent?: string;
  @ApiProperty({ required: false, minimum: 0 }) @IsOptional() @IsInt() @Min(0) @Max(60) invoiceLeadDays?: number;
  @ApiProperty({ required: false, minimum: 0 }) @IsOptional() @IsInt() @Min(0) @Max(365) rentGraceDays?: number;
  @ApiProperty({ required: false, minimum: 0 }) @IsOptional() @IsInt() @Min(0) @Max(365) telephoneGraceDays?: number;
  @ApiProperty({ required: false }) @IsOptional() @IsBoolean() rentAccruesWhileSuspended?: boolean;
  @ApiProperty({ type: ServiceLevelInput, required: false }) @IsOptional() @ValidateNested() @Type(() => ServiceLevelInput) serviceLevel?: ServiceLevelInput;
  @ApiProperty({ type: LateFeeTermsInput, required: false, nullable: true, description: 'what delay costs; left out: nothing' })
  @IsOptional()
  @ValidateNested()
  @Type(() => LateFeeTermsInput)
  lateFees?: LateFeeTermsInput | null;
}

export class PlanVersionInput extends PlanTermsInput {
  @ApiProperty({ example: 'standard' }) @Matches(/^[a-z0-9-]{1,40}$/) code: string;
  @ApiProperty() @IsString() @MaxLength(100) @Matches(/\S/) nameEn: string;
  @ApiProperty() @IsString() @MaxLength(100) @Matches(/\S/) nameZh: string;
  @ApiProperty({ example: 'CNY' }) @Matches(/^[A-Z]{3}$/) currency: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'now where left out' }) @IsOptional() @IsString() @MaxLength(40) effectiveFrom?: string;
}

export class OwnPriceInput extends PlanTermsInput {
  @ApiProperty({ example: 'standard' }) @Matches(/^[a-z0-9-]{1,40}$/) planCode: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'now where left out' }) @IsOptional() @IsString() @MaxLength(40) from?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'for good where left out' }) @IsOptional() @IsString() @MaxLength(40) until?: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class TermsChangeInput extends RentTermsInput {
  @ApiProperty({ format: 'date', description: 'a period’s first day that is not invoiced yet' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) fromOn: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class VersionMadeView {
  @ApiProperty() version: number;
}

export class PlanVersionView extends PlanView {
  @ApiProperty() nameEn: string;
  @ApiProperty() nameZh: string;
  @ApiProperty({ type: ServiceLevelTermsView }) serviceLevel: ServiceLevelTermsView;
  @ApiProperty() effectiveFrom: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: for good' }) effectiveTo: string | null;
}

export class PlanVersionListView {
  @ApiProperty({ type: [PlanVersionView] }) items: PlanVersionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class OwnPriceView {
  @ApiProperty() planCode: string;
  @ApiProperty() version: number;
  @ApiProperty() from: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: for good' }) until: string | null;
  @ApiProperty() seatMonthly: string;
  @ApiProperty({ type: PricingView }) pricing: PricingView;
  @ApiProperty() reason: string;
  @ApiProperty() agreedBy: string;
}

export class OwnPriceListView {
  @ApiProperty({ type: [OwnPriceView] }) items: OwnPriceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** What was agreed of a lease's rent, from one period's beginning to another's. */
export class ContractVersionView {
  @ApiProperty() version: number;
  @ApiProperty() fromOn: string;
  @ApiProperty({ type: String, nullable: true, description: 'the first day of the next version; null: for good' }) toOn: string | null;
  @ApiProperty() currency: string;
  @ApiProperty() seatMonthly: string;
  @ApiProperty({ enum: DAY_COUNTS, enumName: 'DayCount' }) dayCount: (typeof DAY_COUNTS)[number];
  @ApiProperty({ type: PricingView }) pricing: PricingView;
  @ApiProperty({ type: Number, nullable: true }) planVersion: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'of the tenant’s own prices' }) ownPriceVersion: number | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() agreedBy: string;
  @ApiProperty() agreedAt: string;
}

export class ContractVersionListView {
  @ApiProperty({ type: [ContractVersionView] }) items: ContractVersionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** A plan's terms as they came in, what delay costs in the domain's own measure. */
export function termsOfInput<Terms extends PlanTermsInput>({ lateFees, ...terms }: Terms) {
  return { ...terms, lateFees: lateFees ? lateFeeTermsOf(lateFees) : null };
}

export function planVersionView(plan: PlanVersion, locale: 'zh-CN' | 'en'): PlanVersionView {
  const { name, terms } = plan;
  return { ...planView(plan, locale), nameEn: name.en, nameZh: name['zh-CN'], serviceLevel: { ...terms.serviceLevel }, effectiveFrom: iso(plan.effectiveFrom), effectiveTo: isoOrNull(plan.effectiveTo) };
}

export function ownPriceView(price: OwnPrice, currency: string): OwnPriceView {
  const { planCode, version, terms, reason, agreedBy } = price;
  return {
    planCode, version, from: iso(price.from), until: isoOrNull(price.until), seatMonthly: amountText(currency, terms.seatMonthlyMinor),
    pricing: pricingView(terms.pricing, currency), reason, agreedBy,
  };
}

export function contractVersionView({ terms, agreedAt, ...version }: ContractVersion): ContractVersionView {
  return {
    ...version, agreedAt: iso(agreedAt), dayCount: terms.dayCount, seatMonthly: amountText(version.currency, terms.seatMonthlyMinor),
    pricing: pricingView(terms.pricing, version.currency),
  };
}
