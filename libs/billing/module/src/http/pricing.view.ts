import { ApiProperty } from '@nestjs/swagger';
import type { Pricing } from '@seatline/billing-domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { amountText, rateText } from '../written/amounts';
import { FeeNameView } from './price-basis.view';

const TIER_MODES = ['graduated', 'volume'] as const;
const FEE_PERS = ['lease', 'seat'] as const;
const MOST_IN_A_LIST = 20;
const MOST_COUNTED = 10_000;
/** A month has no more. */
const MOST_MINUTES = 44_640;
const MOST_PREFIXES = 300;
const PREFIX = /^[0-9]{1,15}$/;

export class SeatTierInput {
  @ApiProperty({ type: Number, nullable: true, required: false, description: 'the last seat of the tier; null: however many' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_COUNTED)
  throughSeat?: number | null;

  @ApiProperty({ example: '1800.00' }) @IsString() @MaxLength(20) seatMonthly: string;
}

export class TermDiscountInput {
  @ApiProperty({ minimum: 1 }) @IsInt() @Min(1) @Max(120) fromMonths: number;
  @ApiProperty({ example: '5' }) @IsString() @MaxLength(12) percent: string;
}

export class OneOffFeeInput {
  @ApiProperty({ example: 'setup' }) @Matches(/^[a-z0-9-]{1,40}$/) code: string;
  @ApiProperty() @IsString() @MaxLength(100) @Matches(/\S/) nameEn: string;
  @ApiProperty() @IsString() @MaxLength(100) @Matches(/\S/) nameZh: string;
  @ApiProperty({ enum: FEE_PERS, enumName: 'FeePer' }) @IsIn(FEE_PERS) per: (typeof FEE_PERS)[number];
  @ApiProperty({ example: '300.00' }) @IsString() @MaxLength(20) amount: string;
}

export class IncludedMinutesInput {
  @ApiProperty({ minimum: 1, example: 100, description: 'a seat and whole period' }) @IsInt() @Min(1) @Max(MOST_MINUTES) perSeat: number;

  @ApiProperty({ type: [String], required: false, description: 'prefixes of decks that they cover; none: every destination' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PREFIXES)
  @Matches(PREFIX, { each: true })
  prefixes?: string[];

  @ApiProperty({ type: [String], required: false, description: 'prefixes that they never cover; where left out, premium and other numbers that are closed by default' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PREFIXES)
  @Matches(PREFIX, { each: true })
  exceptPrefixes?: string[];
}

export class PricingInput {
  @ApiProperty({ enum: TIER_MODES, enumName: 'TierMode', required: false, description: 'graduated where left out' })
  @IsOptional()
  @IsIn(TIER_MODES)
  tierMode?: (typeof TIER_MODES)[number];

  @ApiProperty({ type: [SeatTierInput], required: false, description: 'none: the one seat price' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IN_A_LIST)
  @ValidateNested({ each: true })
  @Type(() => SeatTierInput)
  tiers?: SeatTierInput[];

  @ApiProperty({ type: [TermDiscountInput], required: false })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IN_A_LIST)
  @ValidateNested({ each: true })
  @Type(() => TermDiscountInput)
  termDiscounts?: TermDiscountInput[];

  @ApiProperty({ required: false, minimum: 0 }) @IsOptional() @IsInt() @Min(0) @Max(MOST_COUNTED) freeSeats?: number;

  @ApiProperty({ type: [OneOffFeeInput], required: false })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IN_A_LIST)
  @ValidateNested({ each: true })
  @Type(() => OneOffFeeInput)
  oneOffFees?: OneOffFeeInput[];

  @ApiProperty({ type: String, nullable: true, required: false, description: 'of a seat and month; the seat price where left out' })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  depositSeat?: string | null;

  @ApiProperty({ type: IncludedMinutesInput, nullable: true, required: false, description: 'talk that the rent includes, pooled over the lease’s seats' })
  @IsOptional()
  @ValidateNested()
  @Type(() => IncludedMinutesInput)
  includedMinutes?: IncludedMinutesInput | null;
}

export class SeatTierView {
  @ApiProperty() fromSeat: number;
  @ApiProperty({ type: Number, nullable: true, description: 'null: however many' }) throughSeat: number | null;
  @ApiProperty() seatMonthly: string;
}

export class TermDiscountView {
  @ApiProperty() fromMonths: number;
  @ApiProperty() percent: string;
}

export class OneOffFeeView extends FeeNameView {
  @ApiProperty({ enum: FEE_PERS, enumName: 'FeePer' }) per: (typeof FEE_PERS)[number];
  @ApiProperty() amount: string;
}

export class IncludedMinutesTermsView {
  @ApiProperty({ description: 'minutes a seat and whole period, pooled over the lease’s seats; what is not used lapses' }) perSeat: number;
  @ApiProperty({ type: [String], description: 'empty: every destination' }) prefixes: string[];
  @ApiProperty({ type: [String] }) exceptPrefixes: string[];
}

export class PricingView {
  @ApiProperty({ enum: TIER_MODES, enumName: 'TierMode', nullable: true, description: 'null: no tiers' }) tierMode: (typeof TIER_MODES)[number] | null;
  @ApiProperty({ type: [SeatTierView] }) tiers: SeatTierView[];
  @ApiProperty({ type: [TermDiscountView] }) termDiscounts: TermDiscountView[];
  @ApiProperty() freeSeats: number;
  @ApiProperty({ type: [OneOffFeeView] }) oneOffFees: OneOffFeeView[];
  @ApiProperty({ type: String, nullable: true, description: 'of a seat and month; null: the seat price' }) depositSeat: string | null;
  @ApiProperty({ type: IncludedMinutesTermsView, nullable: true, description: 'null: none' }) includedMinutes: IncludedMinutesTermsView | null;
}

export function pricingView(pricing: Pricing, currency: string): PricingView {
  const amount = (minor: bigint): string => amountText(currency, minor);
  const tiers = pricing.seatTiers?.tiers ?? [];
  return {
    tierMode: pricing.seatTiers?.mode ?? null,
    tiers: tiers.map(({ throughSeat, seatMonthlyMinor }, place) => ({
      fromSeat: (tiers[place - 1]?.throughSeat ?? 0) + 1, throughSeat, seatMonthly: amount(seatMonthlyMinor),
    })),
    termDiscounts: pricing.termDiscounts.map(({ fromMonths, percentMicros }) => ({ fromMonths, percent: rateText(currency, percentMicros) })),
    freeSeats: pricing.freeSeats,
    oneOffFees: pricing.oneOffFees.map((fee) => ({ code: fee.code, en: fee.name.en, zh: fee.name['zh-CN'], per: fee.per, amount: amount(fee.amountMinor) })),
    depositSeat: pricing.depositSeatMinor === null ? null : amount(pricing.depositSeatMinor),
    includedMinutes: pricing.includedMinutes && {
      perSeat: pricing.includedMinutes.perSeat, prefixes: [...pricing.includedMinutes.prefixes], exceptPrefixes: [...pricing.includedMinutes.exceptPrefixes],
    },
  };
}
