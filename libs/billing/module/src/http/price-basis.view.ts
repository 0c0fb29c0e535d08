import { ApiProperty } from '@nestjs/swagger';
import type { PriceBasis } from '@seatline/billing-domain';
import { amountText, rateText } from '../written/amounts';

const TIER_MODES = ['graduated', 'volume'] as const;

export class PriceTierView {
  @ApiProperty({ enum: TIER_MODES, enumName: 'TierMode' }) mode: (typeof TIER_MODES)[number];
  @ApiProperty() fromSeat: number;
  @ApiProperty({ type: Number, nullable: true, description: 'null: however many' }) throughSeat: number | null;
}

/** How a line's seat price came about, where it is not simply the plan's. */
export class PriceBasisView {
  @ApiProperty({ description: 'the tier’s price or the plan’s, before the discount' }) listPrice: string;
  @ApiProperty({ type: PriceTierView, nullable: true }) tier: PriceTierView | null;
  @ApiProperty({ description: 'per cent, such as 5.000000; 0.000000: none' }) discountPercent: string;
  @ApiProperty({ description: 'one of the lease’s free seats' }) free: boolean;
}

/** A one-off fee’s code, and its name in both languages. */
export class FeeNameView {
  @ApiProperty() code: string;
  @ApiProperty() en: string;
  @ApiProperty() zh: string;
}

export function priceBasisView(basis: PriceBasis | null, currency: string): PriceBasisView | null {
  if (basis === null) return null;
  return {
    listPrice: amountText(currency, basis.listMinor),
    tier: basis.tier && { ...basis.tier },
    discountPercent: rateText(currency, basis.discountPercentMicros),
    free: basis.isFree,
  };
}

export function feeNameView(fee: { readonly code: string; readonly name: { readonly en: string; readonly 'zh-CN': string } }): FeeNameView {
  return { code: fee.code, en: fee.name.en, zh: fee.name['zh-CN'] };
}
