import { ApiProperty } from '@nestjs/swagger';
import type { IncludedPool } from '@seatline/billing-domain';
import { rateText } from '../written/amounts';
import type { IncludedMinutesNow } from '../use-cases/read-included-minutes';

export class IncludedPoolView {
  @ApiProperty() fromOn: string;
  @ApiProperty({ description: 'the first day after the period' }) toOn: string;
  @ApiProperty({ description: 'what the lease’s seats have together' }) seconds: number;
  @ApiProperty({ description: 'by calls in the order of their answers' }) usedSeconds: number;
  @ApiProperty({ description: 'what they take off the prices of calls, before tax' }) covered: string;
  @ApiProperty({ description: 'the period is over and billed: what was not used has lapsed, but for late records' }) closed: boolean;
}

export class IncludedMinutesView {
  @ApiProperty() currency: string;
  @ApiProperty({ type: [IncludedPoolView], description: 'the present period first; empty where the rent includes none' }) periods: IncludedPoolView[];
}

export function includedMinutesView({ currency, open, closed }: IncludedMinutesNow): IncludedMinutesView {
  const view = ({ fromOn, toOn, seconds, usedSeconds, coveredMicros }: IncludedPool, isClosed: boolean): IncludedPoolView => ({
    fromOn, toOn, seconds, usedSeconds, covered: rateText(currency, coveredMicros), closed: isClosed,
  });
  return { currency, periods: [...open.map((pool) => view(pool, false)), ...closed.map((pool) => view(pool, true))] };
}
