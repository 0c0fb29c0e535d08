import { describe, expect, it } from '@jest/globals';
import { dialable, isFree, mayBecome, ringSecondsLeft } from './model';

describe('states that an agent may choose', () => {
  const seat = { id: 's', label: '1' };
  it.each([
    ['busy', 'ready', true],
    ['ready', 'ready', false],
    ['busy', 'busy', true],
    ['wrap-up', 'ready', true],
    ['ringing', 'busy', false],
    ['talking', 'ready', false],
    ['hold', 'busy', false],
  ] as const)('from %s to %s: %s', (state, wanted, allowed) => expect(mayBecome({ state, seat }, wanted)).toBe(allowed));
  it('are none without a seat', () => expect(mayBecome({ state: 'busy', seat: null }, 'ready')).toBe(false));
});

describe('a seat', () => {
  const seat = { id: 's', label: '1', state: 'active', cause: null, heldBy: null };
  it('is free when it is in service and nobody holds it', () => {
    expect(isFree(seat)).toBe(true);
    expect(isFree({ ...seat, heldBy: '李娜' })).toBe(false);
    expect(isFree({ ...seat, state: 'suspended', cause: 'arrears' })).toBe(false);
  });
});

describe('a number as people write it', () => {
  it.each([
    ['+86 138-0013 8000', '+8613800138000'],
    ['（021）5555 0100', '02155550100'],
    ['＋８６１３８', '+86138'],
    ['*72#', '*72#'],
    ['call me', ''],
    ['', ''],
  ])('%s → %s', (written, dialled) => expect(dialable(written)).toBe(dialled));
});

describe('the countdown', () => {
  const since = '2026-03-01T00:00:00.000Z';
  it.each([
    [0, 15],
    [1, 15],
    [14_999, 1],
    [15_000, 0],
    [60_000, 0],
  ])('after %i ms: %i s', (milliseconds, left) => expect(ringSecondsLeft(since, 15, Date.parse(since) + milliseconds)).toBe(left));
});
