import { NUMBER_SERIES, type NumberSeries } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { CheckRun, UsageMonth } from '../reads/checks';
import type { NumberGap } from '../reads/number-gaps';
import { rateText } from '../written/amounts';
import { iso } from '../written/json';

export class CheckBreachView {
  @ApiProperty({ description: 'what does not hold' }) rule: string;
  @ApiProperty({ description: 'where' }) at: string;
}

export class CheckRunView {
  @ApiProperty() id: string;
  @ApiProperty() ranAt: string;
  @ApiProperty() ranBy: string;
  @ApiProperty({ description: 'false: somebody asked for it' }) nightly: boolean;
  @ApiProperty({ type: [CheckBreachView], description: 'empty when everything adds up' }) breaches: CheckBreachView[];
}

export class CheckRunListView {
  @ApiProperty({ type: [CheckRunView] }) items: CheckRunView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class ChecksDoneView {
  @ApiProperty({ type: [CheckBreachView] }) breaches: CheckBreachView[];
}

export class NumberGapView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: NUMBER_SERIES }) series: NumberSeries;
  @ApiProperty({ example: 'SLI-2026-000120', description: 'the first number left out, as printed' }) first: string;
  @ApiProperty({ example: 'SLI-2026-000123' }) last: string;
  @ApiProperty({ description: 'how many' }) numbers: number;
  @ApiProperty() reason: string;
  @ApiProperty() recordedAt: string;
  @ApiProperty() recordedBy: string;
}

export class NumberGapListView {
  @ApiProperty({ type: [NumberGapView] }) items: NumberGapView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class UsageLedgerQuery {
  @ApiProperty({ example: '2026-03', description: 'when the records were received' }) @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month: string;
}

export class UsageMonthView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ example: '2026-03' }) month: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: of no lease' }) currency: string | null;
  @ApiProperty({ description: '= rated + quarantined + unanswered + free' }) received: number;
  @ApiProperty({ description: '= invoiced + prepaid + included + open + withoutCharge' }) rated: number;
  @ApiProperty() quarantined: number;
  @ApiProperty() unanswered: number;
  @ApiProperty() free: number;
  @ApiProperty() invoiced: number;
  @ApiProperty({ description: 'paid from wallets' }) prepaid: number;
  @ApiProperty({ description: 'covered whole by minutes that the rent includes' }) included: number;
  @ApiProperty() open: number;
  @ApiProperty() withoutCharge: number;
  @ApiProperty({ type: String, nullable: true, description: '= invoicedCost + correctedCost + prepaidCost + includedCost + openCost' }) ratedCost: string | null;
  @ApiProperty({ type: String, nullable: true }) invoicedCost: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'billed and credited since, by re-rating' }) correctedCost: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'paid from wallets, before tax' }) prepaidCost: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what included minutes took off prices' }) includedCost: string | null;
  @ApiProperty({ type: String, nullable: true }) openCost: string | null;
}

export class UsageLedgerView {
  @ApiProperty({ type: [UsageMonthView] }) items: UsageMonthView[];
}

export function checkRunView(run: CheckRun): CheckRunView {
  return { id: run.id, ranAt: iso(run.ranAt), ranBy: run.ranBy, nightly: run.nightly, breaches: [...run.breaches] };
}

export function numberGapView({ recordedAt, ...gap }: NumberGap): NumberGapView {
  return { ...gap, recordedAt: iso(recordedAt) };
}

export function usageMonthView(row: UsageMonth): UsageMonthView {
  const cost = (micros: bigint): string | null => (row.currency === null ? null : rateText(row.currency, micros));
  return {
    tenantId: row.tenant_id, tenantName: row.tenant_name, month: row.month.slice(0, 7), currency: row.currency, received: row.received, rated: row.rated,
    quarantined: row.quarantined, unanswered: row.unanswered, free: row.free, invoiced: row.invoiced, prepaid: row.prepaid, included: row.included, open: row.open, withoutCharge: row.without_charge,
    ratedCost: cost(row.rated_micros), invoicedCost: cost(row.invoiced_micros), correctedCost: cost(row.corrected_micros), openCost: cost(row.open_micros),
    prepaidCost: cost(row.prepaid_micros), includedCost: cost(row.included_micros),
  };
}
