import { type Instant, parseDecimal, parseInstant, RATE_DECIMALS } from '@seatline/kernel';
import type { DeckRow } from './deck-row';
import { NUMBER_DIGITS } from './dialled-number';

/** The fields of a deck row as stories and the API write them; the CSV file has the same ones in snake case. */
export const DECK_FIELDS = [
  'prefix', 'perMinute', 'connect', 'initialSeconds', 'incrementSeconds', 'effectiveFrom', 'effectiveTo',
] as const;

export type DeckField = (typeof DECK_FIELDS)[number];

/** What was found where a deck row should be. Anything may stand there, so nothing is assumed of it. */
export type DeckRowFields = Readonly<Partial<Record<DeckField, unknown>>>;

/** One thing wrong with one field, in words that say what it must be. */
export interface DeckFieldFault {
  readonly field: DeckField;
  readonly message: string;
}

export type ParsedDeckRow =
  | { readonly ok: true; readonly row: DeckRow }
  | { readonly ok: false; readonly faults: readonly DeckFieldFault[] };

/** Longest initial or increment that is taken for one: a day. More is a slipped column. */
export const LONGEST_INCREMENT_SECONDS = 86_400;

/** More whole digits than these are no price, whatever the currency. */
const RATE_LIMIT_MICROS = 10n ** 15n;

const INSTANT_FORM = 'must be an instant with its zone offset, such as 2026-01-01T00:00:00+08:00';

/**
 * Reads one row of a rate deck and tells everything that is wrong with it, not only the first fault.
 *
 * `prefix` is 1 to 15 digits without a plus. `perMinute` and `connect` are decimal strings with at most 6 decimals, not negative.
 * `initialSeconds` is a whole number from 0 and `incrementSeconds` one from 1 (an increment of 0 would never end), both at most a day.
 * `effectiveFrom` and `effectiveTo` may be absent, null or empty: since ever, for good; `effectiveTo` must come after `effectiveFrom`.
 * The row carries no currency: a deck is in one, and who holds the deck knows which.
 *
 * @param readInstant how an instant is written; by default RFC 3339 with an offset. A file with local times gives a reader that knows the zone.
 * Source: simulate.md (deck), domain.md 4, billing.md 1.3.
 */
export function parseDeckRow(
  fields: DeckRowFields,
  readInstant: (text: string) => Instant | null = parseInstant,
  instantForm: string = INSTANT_FORM,
): ParsedDeckRow {
  const faults: DeckFieldFault[] = [];
  const fault = (field: DeckField, message: string): null => {
    faults.push({ field, message });
    return null;
  };
  const rate = (field: 'perMinute' | 'connect'): bigint | null => {
    const text = fields[field];
    const micros = typeof text === 'string' ? parseDecimal(text, RATE_DECIMALS) : null;
    if (micros === null) return fault(field, `must be a decimal string with at most ${RATE_DECIMALS} decimals`);
    if (micros < 0n) return fault(field, 'must not be negative');
    return micros < RATE_LIMIT_MICROS ? micros : fault(field, 'must be less than 1000000000');
  };
  const seconds = (field: 'initialSeconds' | 'incrementSeconds', least: number): number | null => {
    const count = fields[field];
    const fits = typeof count === 'number' && Number.isInteger(count) && count >= least && count <= LONGEST_INCREMENT_SECONDS;
    return fits ? count : fault(field, `must be a whole number from ${least} to ${LONGEST_INCREMENT_SECONDS}`);
  };
  const instant = (field: 'effectiveFrom' | 'effectiveTo'): Instant | null => {
    const text = fields[field];
    if (text === undefined || text === null || text === '') return null;
    return (typeof text === 'string' ? readInstant(text) : null) ?? fault(field, instantForm);
  };

  const { prefix } = fields;
  if (!isPrefix(prefix)) fault('prefix', `must be 1 to ${NUMBER_DIGITS} digits`);
  const perMinuteMicros = rate('perMinute');
  const connectMicros = rate('connect');
  const initialSeconds = seconds('initialSeconds', 0);
  const incrementSeconds = seconds('incrementSeconds', 1);
  const effectiveFrom = instant('effectiveFrom');
  const effectiveTo = instant('effectiveTo');
  if (effectiveFrom !== null && effectiveTo !== null && effectiveTo <= effectiveFrom) {
    fault('effectiveTo', 'must be after the beginning of the row');
  }
  const complete = isPrefix(prefix) && perMinuteMicros !== null && connectMicros !== null && initialSeconds !== null && incrementSeconds !== null;
  if (!complete || faults.length > 0) return { ok: false, faults };
  return { ok: true, row: { prefix, perMinuteMicros, connectMicros, initialSeconds, incrementSeconds, effectiveFrom, effectiveTo } };
}

function isPrefix(prefix: unknown): prefix is string {
  return typeof prefix === 'string' && /^[0-9]{1,15}$/.test(prefix);
}
