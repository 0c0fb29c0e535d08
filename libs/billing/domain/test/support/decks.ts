import fc from 'fast-check';
import type { Instant } from '@seatline/kernel';
import type { DeckRow } from '../../src/rating/deck-row';

/** A row of 0.001 a second by the second that was always in force, but for what a test says of it. */
export function deckRow(prefix: string, more: Partial<DeckRow> = {}): DeckRow {
  return { prefix, perMinuteMicros: 60_000n, connectMicros: 0n, initialSeconds: 0, incrementSeconds: 1, effectiveFrom: null, effectiveTo: null, ...more };
}

/** Few digits and few instants, so that prefixes nest, ranges touch and numbers hit their edges. */
const digit = fc.constantFrom('0', '1', '8', '9');
export const anyPrefix = fc.array(digit, { minLength: 1, maxLength: 6 }).map((digits) => digits.join(''));
export const anyNumber = fc.array(digit, { minLength: 1, maxLength: 9 }).map((digits) => digits.join(''));
export const anyInstant = fc.integer({ min: 0, max: 9 }).map((at) => at as Instant);
const bound = fc.option(anyInstant, { freq: 3 });

/** Rows that may be in force at the same time as others. */
export const anyRow: fc.Arbitrary<DeckRow> = fc
  .record({
    prefix: anyPrefix, perMinuteMicros: fc.bigInt({ min: 0n, max: 10n ** 9n }), connectMicros: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    initialSeconds: fc.integer({ min: 0, max: 90 }), incrementSeconds: fc.integer({ min: 1, max: 90 }), from: bound, to: bound,
  })
  .filter(({ from, to }) => from === null || to === null || from < to)
  .map(({ from, to, ...row }) => ({ ...row, effectiveFrom: from, effectiveTo: to }));

/** Rows of so few prefixes that many of them are versions of one. */
export const anyVersion: fc.Arbitrary<DeckRow> = fc.tuple(anyRow, fc.constantFrom('8', '80')).map(([row, prefix]) => ({ ...row, prefix }));

export function inForce(row: DeckRow, at: Instant): boolean {
  return (row.effectiveFrom === null || row.effectiveFrom <= at) && (row.effectiveTo === null || at < row.effectiveTo);
}

/** Whether any instant of the small world of these tests, or one before or after it, sees both rows in force. */
export function meet(a: DeckRow, b: DeckRow): boolean {
  return a.prefix === b.prefix && Array.from({ length: 12 }, (_, at) => (at - 1) as Instant).some((at) => inForce(a, at) && inForce(b, at));
}

/** Takes rows in order and leaves out those that meet an earlier one. */
export function withoutOverlaps(rows: readonly DeckRow[]): DeckRow[] {
  return rows.reduce<DeckRow[]>((taken, row) => (taken.some((other) => meet(other, row)) ? taken : [...taken, row]), []);
}

/** The look-up written down as the rule is spoken, for comparison. */
export function findNaively(rows: readonly DeckRow[], to: string, at: Instant): DeckRow | null {
  const digits = to.replace('+', '');
  return rows
    .filter((row) => digits.startsWith(row.prefix) && inForce(row, at))
    .reduce<DeckRow | null>((best, row) => (best === null || row.prefix.length > best.prefix.length ? row : best), null);
}
