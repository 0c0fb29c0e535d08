import { describe, expect, it } from '@jest/globals';
import { addDays, dayOf, daysBetween, exactInstant, formatDay, formatDuration, formatInstant, formatMoney, formatPrice, instantAt, isPositive } from './format';

describe('money', () => {
  it.each([
    ['41200.00', 'CNY', 'zh-CN', '¥41,200.00'],
    ['41200.00', 'CNY', 'en', 'CN¥41,200.00'],
    ['-1928.58', 'CNY', 'zh-CN', '-¥1,928.58'],
    ['1500', 'JPY', 'en', '¥1,500'],
    ['12.345', 'KWD', 'en', 'KWD 12.345'],
  ])('%s %s in %s is %s', (amount, currency, locale, shown) => expect(formatMoney(amount, currency, locale).replace(/\u00a0/g, ' ')).toBe(shown));

  it('loses no digit of an amount beyond what a floating number holds', () => {
    expect(formatMoney('90071992547409931.37', 'CNY', 'zh-CN')).toBe('¥90,071,992,547,409,931.37');
  });

  it.each([
    ['0.240000', '¥0.24'],
    ['0.123456', '¥0.123456'],
    ['2000.00', '¥2,000.00'],
  ])('a price of %s shows its own decimals: %s', (amount, shown) => expect(formatPrice(amount, 'CNY', 'zh-CN')).toBe(shown));

  it.each([
    ['0.00', false],
    ['0.01', true],
    ['-5.00', false],
    ['10', true],
  ])('%s is positive: %s', (amount, positive) => expect(isPositive(amount)).toBe(positive));
});

describe('instants', () => {
  it.each([
    ['2026-03-16T16:00:00Z', 'Asia/Shanghai', 'zh-CN', '2026-03-17 00:00'],
    ['2026-03-16T16:00:00Z', 'Asia/Shanghai', 'en', 'Mar 17, 2026, 00:00'],
    ['2026-07-01T12:30:59Z', 'America/New_York', 'zh-CN', '2026-07-01 08:30'],
    ['no instant', 'UTC', 'en', 'no instant'],
  ])('%s in %s, %s: %s', (at, zone, locale, shown) => expect(formatInstant(at, zone, locale)).toBe(shown));

  it.each([
    ['2026-03-16T16:00:00Z', 'Asia/Shanghai', '2026-03-17 00:00:00 +08:00 (Asia/Shanghai)'],
    ['2026-07-01T12:30:59Z', 'America/New_York', '2026-07-01 08:30:59 -04:00 (America/New_York)'],
    ['2026-07-01T12:30:59Z', 'UTC', '2026-07-01 12:30:59 +00:00 (UTC)'],
  ])('%s in %s exactly: %s', (at, zone, shown) => expect(exactInstant(at, zone)).toBe(shown));

  it.each([
    ['2026-03-17', '00:00', 'Asia/Shanghai', '2026-03-16T16:00:00.000Z'],
    ['2026-07-01', '08:30', 'America/New_York', '2026-07-01T12:30:00.000Z'],
    ['2026-01-01', '08:30', 'America/New_York', '2026-01-01T13:30:00.000Z'],
    ['2026-03-08', '03:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01', '12:00', 'America/New_York', '2026-11-01T17:00:00.000Z'],
  ])('%s %s in %s is %s', (on, time, zone, at) => expect(instantAt(on, time, zone)).toBe(at));
});

describe('dates and durations', () => {
  it.each([
    ['2026-03-16', 'zh-CN', '2026-03-16'],
    ['2026-03-16', 'en', 'Mar 16, 2026'],
  ])('%s in %s: %s', (on, locale, shown) => expect(formatDay(on, locale)).toBe(shown));

  it('take the day of the zone, not of the browser', () => {
    expect(dayOf(new Date('2026-03-16T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-03-17');
    expect(dayOf(new Date('2026-03-16T16:00:00Z'), 'America/New_York')).toBe('2026-03-16');
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days: %s', (on, days, other) => {
    expect(addDays(on, days)).toBe(other);
    expect(daysBetween(on, other)).toBe(days);
  });

  it.each([
    [0, '00:00'],
    [205_000, '03:25'],
    [205_999, '03:25'],
    [3_805_000, '1:03:25'],
    [-5, '00:00'],
  ])('%i ms last %s', (milliseconds, shown) => expect(formatDuration(milliseconds)).toBe(shown));
});
