import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, instant, parseInstant, parseLocalTime, startOfDay, zone } from '@seatline/kernel';
import { instantReader } from './instant-reader';

const SHANGHAI = zone('Asia/Shanghai');
const NEW_YORK = zone('America/New_York');

const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
/** Real days, days with a clock change in New York, and days that do not exist. */
const date = fc.oneof(
  fc.tuple(fc.integer({ min: 1965, max: 2040 }), two(13), two(32)).map(([year, month, day]) => `${year}-${month}-${day}`),
  fc.constantFrom('2026-03-08', '2026-11-01', '2028-02-29', '2026-02-29'),
);
const time = fc.tuple(two(25), two(61), fc.option(fc.tuple(two(61), fc.option(fc.integer({ min: 0, max: 999_999_999 }))))).map(([hour, minute, more]) => {
  if (more === null) return `${hour}:${minute}`;
  return `${hour}:${minute}:${more[0]}${more[1] === null ? '' : `.${more[1]}`}`;
});
const offset = fc.oneof(fc.constant('Z'), fc.tuple(fc.constantFrom('+', '-'), two(25), two(61)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`));
const MANY = { numRuns: 2_000 };

describe('an instant in a file', () => {
  const read = instantReader(SHANGHAI);

  it('with an offset is that instant in any zone', () => {
    expect(read('2026-02-11T09:00:00+08:00')).toBe(instant('2026-02-11T01:00:00Z'));
    expect(read('2026-02-11 01:00:00.5Z')).toBe(instant('2026-02-11T01:00:00.500Z'));
    expect(instantReader(NEW_YORK)('2026-02-11T09:00:00+08:00')).toBe(instant('2026-02-11T01:00:00Z'));
  });

  it('without an offset is what clocks in the zone show', () => {
    expect(read('2026-02-11T09:00:00')).toBe(instant('2026-02-11T09:00:00+08:00'));
    expect(read('2026-02-11 09:00')).toBe(instant('2026-02-11T09:00:00+08:00'));
    expect(instantReader(NEW_YORK)('2026-03-08T02:30:00')).toBe(instant('2026-03-08T03:30:00-04:00'));
    expect(instantReader(NEW_YORK)('2026-11-01T01:30:00')).toBe(instant('2026-11-01T01:30:00-04:00'));
  });

  it('that is a plain date is the beginning of that local day', () => {
    expect(read('2026-02-11')).toBe(instant('2026-02-11T00:00:00+08:00'));
    expect(instantReader(zone('America/Santiago'))('2026-09-06')).toBe(instant('2026-09-06T01:00:00-03:00'));
  });

  it.each([[''], ['now'], ['1770771600'], ['2026-02-30'], ['2026-02-11T24:00:00'], ['2026-2-11'], ['2026-02-11T'], ['11/02/2026 09:00'], ['2026-02-11T09:00:00+8'], [' 2026-02-11']])(
    'is not %p', (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it('is the kernel’s own reading, remembered or not', () => {
    fc.assert(
      fc.property(date, time, offset, (day, clock, shift) => {
        expect(read(`${day}T${clock}${shift}`)).toBe(parseInstant(`${day}T${clock}${shift}`));
      }),
      MANY,
    );
    const readLocally = instantReader(NEW_YORK);
    fc.assert(
      fc.property(date, time, (day, clock) => {
        expect(readLocally(`${day}T${clock}`)).toBe(parseLocalTime(`${day}T${clock}`, NEW_YORK));
      }),
      MANY,
    );
  });

  it('is still right when a file spans more days than are remembered', () => {
    const readLocally = instantReader(NEW_YORK);
    for (let year = 1990; year < 2003; year++) {
      for (let day = 1; day <= 365; day++) {
        const text = new Date(Date.UTC(year, 0, day)).toISOString().slice(0, 10);
        readLocally(text);
      }
    }
    expect(readLocally('1990-01-01')).toBe(startOfDay(civilDate('1990-01-01'), NEW_YORK));
  });
});
