import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import {
  addDays, addMonths, civilDate, civilDateAt, daysBetween, formatInstant, type Instant, instant, monthsBetween, parseCivilDate,
  parseInstant, parseLocalTime, parseZone, startOfDay, zone,
} from './civil-time';

const anyDay = fc.integer({ min: -25_000, max: 40_000 });
const dateOf = (epochDay: number) => civilDate(Temporal.PlainDate.from('1970-01-01').add({ days: epochDay }).toString());

describe('civil dates', () => {
  it('refuses what is no real date', () => {
    for (const text of ['2026-02-30', '2026-2-3', '20260203', '2026-13-01', '2026-02-03T00:00', '']) {
      expect(parseCivilDate(text)).toBeNull();
    }
    expect(() => civilDate('2026-02-29')).toThrow(RangeError);
    expect(civilDate('2028-02-29')).toBe('2028-02-29');
  });

  it('counts days and months as the Temporal proposal does', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -300, max: 300 }), (day, days, months) => {
        const date = dateOf(day);
        const oracle = Temporal.PlainDate.from(date);
        expect(addDays(date, days)).toBe(oracle.add({ days }).toString());
        expect(addMonths(date, months)).toBe(oracle.add({ months }, { overflow: 'constrain' }).toString());
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
      { seed: 20260131 },
    );
  });

  it('clamps to a shorter month and returns, because months are counted from the anchor', () => {
    const anchor = civilDate('2026-01-31');
    expect([0, 1, 2, 3, 4].map((months) => addMonths(anchor, months))).toEqual(
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'],
    );
    expect(addMonths(civilDate('2027-03-31'), -1)).toBe('2027-02-28');
    expect(monthsBetween(civilDate('2026-01-31'), civilDate('2027-02-01'))).toBe(13);
  });
});

describe('zones', () => {
  it('knows zones by name only', () => {
    expect(parseZone('Asia/Shanghai')).toBe('Asia/Shanghai');
    for (const name of ['+08:00', 'Asia/Nowhere', '']) expect(parseZone(name)).toBeNull();
  });

  it.each([
    ['2026-03-17', 'Asia/Shanghai', '2026-03-16T16:00:00Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'], // 00:00 is skipped: the day begins at 01:00
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00Z'],
  ])('the day %s begins in %s at %s', (date, name, at) => {
    expect(startOfDay(civilDate(date), zone(name))).toBe(instant(at));
    expect(startOfDay(civilDate(date), zone(name))).toBe(instant(at)); // once more, from the memory
    expect(civilDateAt(instant(at), zone(name))).toBe(date);
    expect(civilDateAt((instant(at) - 1) as Instant, zone(name))).toBe(addDays(civilDate(date), -1));
  });

  it('names the local date as the Temporal proposal does, in every kind of zone', () => {
    const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/London'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 1_262_304_000_000, max: 2_500_000_000_000 }), (name, at) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).toPlainDate().toString();
        expect(civilDateAt(at as Instant, zone(name))).toBe(local);
      }),
      { seed: 20260317, numRuns: 300 },
    );
  });

  it('reads a local time as clocks in the zone show it', () => {
    const newYork = zone('America/New_York');
    expect(parseLocalTime('2026-02-11T09:00:00', zone('Asia/Shanghai'))).toBe(instant('2026-02-11T09:00:00+08:00'));
    expect(parseLocalTime('2026-02-11T09:00', zone('Asia/Shanghai'))).toBe(instant('2026-02-11T09:00:00+08:00'));
    expect(parseLocalTime('2026-03-08T02:30:00.250', newYork)).toBe(instant('2026-03-08T03:30:00.250-04:00'));
    expect(parseLocalTime('2026-11-01T01:30:00', newYork)).toBe(instant('2026-11-01T01:30:00-04:00'));
    for (const text of ['2026-02-30T09:00:00', '2026-02-11T24:00:00', '2026-02-11', '2026-02-11T09:00:00Z', '']) {
      expect(parseLocalTime(text, newYork)).toBeNull();
    }
  });

  it('reads and writes instants with an offset', () => {
    expect(formatInstant(instant('2026-03-16T16:00:00Z'), zone('Asia/Shanghai'))).toBe('2026-03-17T00:00:00+08:00');
    expect(formatInstant(instant('2026-07-01T12:00:00.250Z'), zone('America/New_York'))).toBe('2026-07-01T08:00:00.250-04:00');
    expect(formatInstant(instant('2026-07-01T12:00Z'), zone('UTC'))).toBe('2026-07-01T12:00:00+00:00');
    for (const text of ['2026-07-01T12:00:00', '2026-07-01', '2026-07-01T25:00:00Z', '2026-13-01T00:00:00Z', 'now']) {
      expect(parseInstant(text)).toBeNull();
    }
  });
});
