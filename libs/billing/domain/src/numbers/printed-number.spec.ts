import { describe, expect, it } from '@jest/globals';
import { mayLeaveOut, MOST_NUMBERS_SKIPPED, type NumberSeries, type PrintedNumber, printNumber, readPrintedNumber } from './printed-number';

const PREFIXES = ['SL', 'SLI', 'YUN'];

describe('a number as printed', () => {
  it.each<[NumberSeries, string, PrintedNumber]>([
    ['invoice', 'SLI-2026-000123', { series: 'invoice', prefix: 'SL', year: 2026, sequence: 123 }],
    ['credit-note', 'SLC-2026-000001', { series: 'credit-note', prefix: 'SL', year: 2026, sequence: 1 }],
    ['lease', 'SL-2026-000031', { series: 'lease', prefix: 'SL', year: 2026, sequence: 31 }],
    ['lease', 'SLI-2026-000123', { series: 'lease', prefix: 'SLI', year: 2026, sequence: 123 }], // another entity's contract, not an invoice
    ['invoice', 'SLII-2026-1000000', { series: 'invoice', prefix: 'SLI', year: 2026, sequence: 1_000_000 }],
    ['invoice', ' YUNI-2025-999999 ', { series: 'invoice', prefix: 'YUN', year: 2025, sequence: 999_999 }],
  ])('%s %s', (series, text, expected) => {
    expect(readPrintedNumber(series, text, PREFIXES)).toEqual({ ok: true, value: expected });
    expect(printNumber(expected)).toBe(text.trim());
  });

  it.each<[NumberSeries, string, string]>([
    ['invoice', '', 'number.unreadable'],
    ['invoice', 'SLI-2026-123', 'number.unreadable'],
    ['invoice', 'SLI-2026-000000', 'number.unreadable'],
    ['invoice', 'SLI-2026-0000123', 'number.unreadable'], // printed with six digits
    ['invoice', 'sli-2026-000123', 'number.unreadable'],
    ['credit-note', 'SLI-2026-000123', 'number.unreadable'],
    ['invoice', 'SL-2026-000031', 'number.unreadable'],
    ['invoice', 'ABCI-2026-000001', 'number.unknown-entity'],
    ['lease', 'ABC-2026-000001', 'number.unknown-entity'],
  ])('refuses as %s: %s', (series, text, code) => {
    expect(readPrintedNumber(series, text, PREFIXES)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('leaving numbers out', () => {
  const sent = (sequence: number, year = 2026): PrintedNumber => ({ series: 'invoice', prefix: 'SL', year, sequence });
  it.each<[string, PrintedNumber, number, string | null]>([
    ['the next number itself', sent(5), 5, null],
    ['one that is behind', sent(3), 5, null],
    ['last year’s', sent(900, 2025), 880, null],
    ['the most', sent(5 + MOST_NUMBERS_SKIPPED - 1), 5, null],
    ['one more', sent(5 + MOST_NUMBERS_SKIPPED), 5, 'number.too-far-ahead'],
    ['next year’s', sent(1, 2027), 1, 'number.of-a-year-to-come'],
  ])('%s', (_, number, next, code) => {
    expect(mayLeaveOut(number, next, 2026)).toMatchObject(code === null ? { ok: true } : { ok: false, refusal: { code, facts: { number: printNumber(number) } } });
  });
});
