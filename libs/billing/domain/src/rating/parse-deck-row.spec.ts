import { describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { type DeckRowFields, parseDeckRow } from './parse-deck-row';

const FIELDS = { prefix: '86', perMinute: '0.12', connect: '0', initialSeconds: 60, incrementSeconds: 6 };

function faultsOf(fields: DeckRowFields): string[] {
  const parsed = parseDeckRow({ ...FIELDS, ...fields });
  return parsed.ok ? [] : parsed.faults.map(({ field, message }) => `${field}: ${message}`);
}

describe('a row of a rate deck', () => {
  it('is read with its rates in micros and its range half-open', () => {
    expect(parseDeckRow({ ...FIELDS, effectiveFrom: '2026-01-01T00:00:00+08:00' })).toEqual({
      ok: true,
      row: {
        prefix: '86', perMinuteMicros: 120_000n, connectMicros: 0n, initialSeconds: 60, incrementSeconds: 6,
        effectiveFrom: instant('2025-12-31T16:00:00Z'), effectiveTo: null,
      },
    });
  });

  it.each([[undefined], [null], ['']])('has no bound where the range says %p', (bound) => {
    const parsed = parseDeckRow({ ...FIELDS, effectiveFrom: bound, effectiveTo: bound });
    expect(parsed).toMatchObject({ ok: true, row: { effectiveFrom: null, effectiveTo: null } });
  });

  it.each([['1'], ['0'], ['861380013800000']])('takes %p for a prefix', (prefix) => {
    expect(faultsOf({ prefix })).toEqual([]);
  });

  it.each([[''], ['+86'], ['86a'], ['8613800138000000'], [' 86'], [86], [null], [undefined]])('does not take %p for a prefix', (prefix) => {
    expect(faultsOf({ prefix })).toEqual(['prefix: must be 1 to 15 digits']);
  });

  it.each([['0.1234567'], ['1e3'], ['.5'], ['5.'], ['1,5'], [''], ['+1'], [0.12], [null], [undefined]])('does not take %p for a rate', (rate) => {
    expect(faultsOf({ perMinute: rate })).toEqual(['perMinute: must be a decimal string with at most 6 decimals']);
    expect(faultsOf({ connect: rate })).toEqual(['connect: must be a decimal string with at most 6 decimals']);
  });

  it('takes no negative rate and none beyond any currency', () => {
    expect(faultsOf({ perMinute: '-0.000001' })).toEqual(['perMinute: must not be negative']);
    expect(faultsOf({ connect: '1000000000' })).toEqual(['connect: must be less than 1000000000']);
    expect(faultsOf({ perMinute: '999999999.999999', connect: '0' })).toEqual([]);
  });

  it('allows an initial of 0 but no increment of 0', () => {
    expect(faultsOf({ initialSeconds: 0, incrementSeconds: 1 })).toEqual([]);
    expect(faultsOf({ incrementSeconds: 0 })).toEqual(['incrementSeconds: must be a whole number from 1 to 86400']);
  });

  it.each([[-1], [1.5], [86_401], ['60'], [NaN], [null], [undefined]])('does not take %p for seconds', (seconds) => {
    expect(faultsOf({ initialSeconds: seconds, incrementSeconds: seconds })).toEqual([
      'initialSeconds: must be a whole number from 0 to 86400',
      'incrementSeconds: must be a whole number from 1 to 86400',
    ]);
  });

  it('wants instants with an offset, and the end after the beginning', () => {
    expect(faultsOf({ effectiveFrom: '2026-01-01' })).toEqual(['effectiveFrom: must be an instant with its zone offset, such as 2026-01-01T00:00:00+08:00']);
    expect(faultsOf({ effectiveTo: 5 })).toHaveLength(1);
    const from = '2026-01-01T00:00:00+08:00';
    expect(faultsOf({ effectiveFrom: from, effectiveTo: '2025-12-31T16:00:00Z' })).toEqual(['effectiveTo: must be after the beginning of the row']);
    expect(faultsOf({ effectiveFrom: from, effectiveTo: '2025-12-31T16:00:00.001Z' })).toEqual([]);
  });

  it('reads instants in whatever form the caller knows', () => {
    const noon = instant('2026-01-01T12:00:00Z');
    const parsed = parseDeckRow({ ...FIELDS, effectiveFrom: 'noon' }, (text) => (text === 'noon' ? noon : null), 'must be noon');
    expect(parsed).toMatchObject({ ok: true, row: { effectiveFrom: noon } });
    expect(parseDeckRow({ ...FIELDS, effectiveTo: 'dusk' }, () => null, 'must be noon')).toEqual({
      ok: false, faults: [{ field: 'effectiveTo', message: 'must be noon' }],
    });
  });

  it('tells everything that is wrong at once', () => {
    expect(faultsOf({ prefix: 'x', perMinute: 'x', connect: 'x', initialSeconds: 'x', incrementSeconds: 'x', effectiveFrom: 'x', effectiveTo: 'x' })).toHaveLength(7);
  });
});
