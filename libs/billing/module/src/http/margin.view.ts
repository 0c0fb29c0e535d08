import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, Matches } from 'class-validator';
import { MARGIN_GROUPS, type MarginGroup } from '../reads/margin';
import type { NamedMargin } from '../use-cases/read-margin';
import { rateText } from '../written/amounts';
import { BYTE_ORDER_MARK, csvLine } from '../written/csv';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class MarginQuery {
  @ApiProperty({ format: 'date', example: '2026-03-01' }) @IsISO8601({ strict: true }) @Matches(DAY) from: string;
  @ApiProperty({ format: 'date', example: '2026-03-31', description: 'the last day, included' }) @IsISO8601({ strict: true }) @Matches(DAY) to: string;
  @ApiProperty({ enum: MARGIN_GROUPS, enumName: 'MarginGroup' }) @IsIn(MARGIN_GROUPS) by: MarginGroup;
}

export class ForeignCostView {
  @ApiProperty({ description: 'what the carrier bills in' }) currency: string;
  @ApiProperty() calls: number;
  @ApiProperty({ description: 'in that currency' }) cost: string;
  @ApiProperty({ description: 'in the lease’s currency' }) charged: string;
}

export class MarginView {
  @ApiProperty({ description: 'a tenant’s id, `<direction> <prefix>`, with the deck’s table between where it is none of international numbers, or a day' }) key: string;
  @ApiProperty({ description: 'the tenant’s or the deck’s name; empty for a day' }) name: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the leases; null: calls of no lease' }) currency: string | null;
  @ApiProperty({ description: '= comparedCalls + callsWithoutCost + callsWithoutPrice + those in other currencies' }) calls: number;
  @ApiProperty({ description: 'calls of which both sides are known' }) comparedCalls: number;
  @ApiProperty({ description: 'of the compared calls' }) charged: string;
  @ApiProperty({ description: 'what the carrier takes for the compared calls' }) cost: string;
  @ApiProperty({ description: '= charged − cost' }) margin: string;
  @ApiProperty({ description: 'nobody knows what the carrier takes for them' }) callsWithoutCost: number;
  @ApiProperty() chargedWithoutCost: string;
  @ApiProperty({ description: 'we have no price for them' }) callsWithoutPrice: number;
  @ApiProperty({ type: [ForeignCostView], description: 'billed by the carrier in another currency: nothing is exchanged' }) otherCurrencies: ForeignCostView[];
}

export class MarginListView {
  @ApiProperty({ type: [MarginView] }) items: MarginView[];
}

export function marginView(margin: NamedMargin): MarginView {
  const own = (micros: bigint): string => rateText(margin.currency ?? '', micros);
  return {
    key: margin.key, name: margin.name, currency: margin.currency, calls: margin.calls, comparedCalls: margin.comparedCalls, charged: own(margin.chargedMicros),
    cost: own(margin.costMicros), margin: own(margin.marginMicros), callsWithoutCost: margin.withoutCost.calls, chargedWithoutCost: own(margin.withoutCost.chargedMicros),
    callsWithoutPrice: margin.withoutPrice.calls,
    otherCurrencies: margin.otherCurrencies.map(({ currency, calls, costMicros, chargedMicros }) => ({ currency, calls, cost: rateText(currency, costMicros), charged: own(chargedMicros) })),
  };
}

const COLUMNS = ['key', 'name', 'currency', 'calls', 'compared_calls', 'charged', 'carrier_cost', 'margin', 'calls_without_cost', 'charged_without_cost', 'calls_without_price', 'other_currencies'];

/** A line a group and currency; what the carrier bills in other currencies is one cell. */
export function marginFile(margins: readonly MarginView[]): string {
  const lines = margins.map((row) => csvLine([
    row.key, row.name, row.currency, row.calls, row.comparedCalls, row.charged, row.cost, row.margin, row.callsWithoutCost, row.chargedWithoutCost, row.callsWithoutPrice,
    row.otherCurrencies.map(({ currency, calls, cost }) => `${calls}: ${cost} ${currency}`).join('; '),
  ]));
  return BYTE_ORDER_MARK + csvLine(COLUMNS) + lines.join('');
}
