import { type CompiledDeck, callCost, isDialledNumber, rateCall } from '@seatline/billing-domain';
import { formatDecimal, type Instant, RATE_DECIMALS } from '@seatline/kernel';
import { type CsvHeader, matchHeader } from './csv-header';

export const CALL_COLUMNS = ['id', 'to', 'answered_at', 'milliseconds'] as const;
export const RATED_COLUMNS = ['id', 'status', 'prefix', 'billed_seconds', 'cost'] as const;

export type CallHeader = Extract<CsvHeader<(typeof CALL_COLUMNS)[number]>, { readonly ok: true }>;

/** The fields of one line of the result; null is an empty one. */
export type RatedFields = readonly [id: string, status: string, prefix: string | null, billedSeconds: number | null, cost: string | null];

export type RatedRow = { readonly ok: true; readonly fields: RatedFields } | { readonly ok: false; readonly faults: readonly string[] };

/** How calls are read, priced and written. */
export interface CallRating {
  readonly deck: CompiledDeck;
  /** Decimals to which a cost is rounded, once. */
  readonly digits: number;
  readonly readInstant: (text: string) => Instant | null;
  readonly instantForm: string;
}

/** Fifteen digits of milliseconds are thirty thousand years and still an exact number. */
const MILLISECONDS = /^\d{1,15}$/;

export function matchCallHeader(fields: readonly string[]): CsvHeader<(typeof CALL_COLUMNS)[number]> {
  return matchHeader(fields, CALL_COLUMNS);
}

/** Turns one row of the calls file into one row of the result, or tells everything that is wrong with it. */
export function rateRow(fields: readonly string[], header: CallHeader, rating: CallRating): RatedRow {
  if (fields.length !== header.width) return { ok: false, faults: [`must have ${header.width} columns, has ${fields.length}`] };
  const { places } = header;
  const id = fields[places.id]!;
  const to = fields[places.to]!;
  const answered = fields[places.answered_at]!;
  const milliseconds = fields[places.milliseconds]!;
  const answeredAt = answered === '' ? null : rating.readInstant(answered);
  const faulty = id === '' || !isDialledNumber(to) || (answered !== '' && answeredAt === null) || !MILLISECONDS.test(milliseconds);
  if (faulty) return { ok: false, faults: callFaults({ id, to, answeredFaulty: answered !== '' && answeredAt === null, milliseconds }, rating) };

  const rated = rateCall(rating.deck, { to, answeredAt, milliseconds: Number(milliseconds) });
  switch (rated.status) {
    case 'rated': {
      const cost = rating.digits === RATE_DECIMALS ? rated.costMicros : callCost(rated.row, rated.billedSeconds, rating.digits);
      return { ok: true, fields: [id, 'rated', rated.prefix, rated.billedSeconds, formatDecimal(cost, rating.digits)] };
    }
    case 'unanswered':
      return { ok: true, fields: [id, 'unanswered', null, 0, formatDecimal(0n, rating.digits)] };
    case 'quarantined':
      return { ok: true, fields: [id, 'quarantined', null, null, null] };
  }
}

interface QuestionableCall {
  readonly id: string;
  readonly to: string;
  readonly answeredFaulty: boolean;
  readonly milliseconds: string;
}

function callFaults({ id, to, answeredFaulty, milliseconds }: QuestionableCall, { instantForm }: CallRating): string[] {
  const faults: string[] = [];
  if (id === '') faults.push('id: must not be empty');
  if (!isDialledNumber(to)) faults.push('to: must be digits, with or without a plus before them');
  if (answeredFaulty) faults.push(`answered_at: ${instantForm}`);
  if (!MILLISECONDS.test(milliseconds)) faults.push('milliseconds: must be a whole number from 0');
  return faults;
}
