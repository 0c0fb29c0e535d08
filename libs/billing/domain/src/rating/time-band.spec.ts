import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instant, zone } from '@seatline/kernel';
import { bandHolds, bandsMeet, holdsAtMinuteOf, holdsMinute, parseTimeBand, type TimeBand } from './time-band';

const SHANGHAI = zone('Asia/Shanghai');
const band = (text: string, inZone = SHANGHAI): TimeBand => {
  const parsed = parseTimeBand(text, inZone);
  if (!parsed.ok) throw new RangeError(text);
  return parsed.value;
};

describe('a time band', () => {
  it.each([
    ['mon 00:00-24:00', 'mon 00:00-24:00', [[0, 1440]]],
    ['Mon-Fri  08:00-18:00', 'mon-fri 08:00-18:00', [[480, 1080], [1920, 2520], [3360, 3960], [4800, 5400], [6240, 6840]]],
    ['mon-sun 00:00-24:00', 'mon-sun 00:00-24:00', [[0, 10080]]],
    ['sat-mon 00:00-24:00', 'sat-mon 00:00-24:00', [[0, 1440], [7200, 10080]]],
    ['fri 22:00-06:00', 'fri 22:00-06:00', [[7080, 7560]]],
    ['sun 22:00-06:00', 'sun 22:00-06:00', [[0, 360], [9960, 10080]]],
    ['mon 18:00-24:00 ;sat 00:00-24:00', 'mon 18:00-24:00; sat 00:00-24:00', [[1080, 1440], [7200, 8640]]],
    ['mon 18:00-24:00; tue 00:00-06:00', 'mon 18:00-24:00; tue 00:00-06:00', [[1080, 1800]]],
  ])('%j', (written, text, minutes) => {
    expect(band(written)).toEqual({ text, zone: SHANGHAI, minutes: minutes.map(([from, to]) => ({ from, to })) });
    expect(band(text).minutes).toEqual(band(written).minutes);
  });

  it.each([
    ['', 'band.form'], ['mon-fri', 'band.form'], ['08:00-18:00', 'band.form'], ['monday 08:00-18:00', 'band.form'], ['xyz 08:00-18:00', 'band.form'], ['xyz-fri 08:00-18:00', 'band.form'],
    ['mon-xyz 08:00-18:00', 'band.form'],
    ['mon 8:00-18:00', 'band.form'], ['mon 08:60-18:00', 'band.form'], ['mon 08:00-24:01', 'band.form'], ['mon 24:00-06:00', 'band.form'],
    ['mon 08:00-08:00', 'band.form'], ['mon 08:00-18:00;', 'band.form'],
    ['mon 08:00-18:00; mon-fri 12:00-13:00', 'band.twice'], ['mon-tue 22:00-23:00; mon 22:59-23:30', 'band.twice'], ['sun 22:00-02:00; mon 01:00-03:00', 'band.twice'],
  ])('%j is none: %s', (written, code) => {
    expect(parseTimeBand(written, SHANGHAI)).toMatchObject({ ok: false, refusal: { code } });
  });

  it.each([
    ['mon-fri 08:00-18:00', '2026-03-02T07:59:59.999+08:00', false], // a Monday
    ['mon-fri 08:00-18:00', '2026-03-02T08:00:00+08:00', true],
    ['mon-fri 08:00-18:00', '2026-03-02T17:59:59.999+08:00', true],
    ['mon-fri 08:00-18:00', '2026-03-02T18:00:00+08:00', false],
    ['mon-fri 08:00-18:00', '2026-02-28T12:00:00+08:00', false], // a Saturday
    ['mon-fri 08:00-18:00', '2026-03-01T20:00:00Z', false], // Monday 04:00 in Shanghai
    ['sun 22:00-06:00', '2026-03-02T05:59:00+08:00', true],
    ['sun 22:00-06:00', '2026-03-02T06:00:00+08:00', false],
  ])('%s at %s: %s', (text, at, holds) => {
    expect(bandHolds(band(text), instant(at))).toBe(holds);
  });

  it.each([
    // Berlin's clocks go from 02:00 to 03:00 on 2026-03-29 and from 03:00 back to 02:00 on 2026-10-25, both Sundays.
    ['sun 02:00-03:00', '2026-03-29T00:59:59Z', false], // 01:59:59
    ['sun 02:00-03:00', '2026-03-29T01:00:00Z', false], // 03:00: the hour never comes
    ['sun 01:00-04:00', '2026-03-29T01:30:00Z', true], // 03:30
    ['sun 02:00-03:00', '2026-10-25T00:30:00Z', true], // 02:30 in summer
    ['sun 02:00-03:00', '2026-10-25T01:30:00Z', true], // 02:30 once more
    ['sun 02:00-03:00', '2026-10-25T02:00:00Z', false], // 03:00
  ])('on a day of a clock change local time decides: %s at %s: %s', (text, at, holds) => {
    expect(bandHolds(band(text, zone('Europe/Berlin')), instant(at))).toBe(holds);
  });

  const anyTime = fc.integer({ min: 0, max: 1440 });
  const anyDay = fc.integer({ min: 0, max: 6 });
  const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const anySpan = fc.tuple(anyDay, anyDay, anyTime, anyTime).filter(([, , from, to]) => from !== to && from !== 1440);

  it('has the minutes that one finds by walking through the week', () => {
    fc.assert(fc.property(anySpan, fc.integer({ min: 0, max: 10_079 }), ([first, last, from, to], minute) => {
      const parsed = parseTimeBand(`${DAYS[first]}-${DAYS[last]} ${clock(from)}-${clock(to)}`, SHANGHAI);
      if (!parsed.ok) throw new RangeError('a single span names no minute twice');
      let named = false;
      for (let day = first; ; day = (day + 1) % 7) {
        for (let at = from; at % 1440 !== to % 1440 || at === from; at++) if ((day * 1440 + at) % 10_080 === minute) named = true;
        if (day === last) break;
      }
      expect(holdsMinute(parsed.value, minute)).toBe(named);
    }));
  });

  it('meets another where some minute is in both', () => {
    fc.assert(fc.property(anySpan, anySpan, (...spans) => {
      const [a, b] = spans.map(([first, last, from, to]) => band(`${DAYS[first]}-${DAYS[last]} ${clock(from)}-${clock(to)}`)) as [TimeBand, TimeBand];
      const together = Array.from({ length: 10_080 }, (_, minute) => minute).some((minute) => holdsMinute(a, minute) && holdsMinute(b, minute));
      expect(bandsMeet(a, b)).toBe(together);
    }), { numRuns: 50 });
  });

  it('is the same whether the minute is looked up or remembered', () => {
    const evening = band('mon-fri 18:00-24:00', zone('Europe/Berlin'));
    fc.assert(fc.property(fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }), (at) => {
      expect(holdsAtMinuteOf(evening, at as Instant)).toBe(bandHolds(evening, at as Instant));
      expect(holdsAtMinuteOf(evening, at as Instant)).toBe(bandHolds(evening, at as Instant));
    }));
  });
});
