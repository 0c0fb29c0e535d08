import { describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import fc from 'fast-check';
import { type CarrierCall, sequenceHoles } from './carrier-call';
import { matchCalls, type OurCall, sameNumber } from './match-calls';

const NOON = instant('2026-03-05T12:00:00+08:00');
const after = (seconds: number): Instant => (NOON + seconds * 1000) as Instant;
const our = (legId: string, over: Partial<OurCall> = {}): OurCall => ({
  legId, recordId: null, direction: 'outbound', ourNumber: '+862150001111', otherNumber: '+861087654321', answeredAt: NOON, milliseconds: 30_000, ...over,
});
const their = (recordId: string, over: Partial<CarrierCall> = {}): CarrierCall => ({
  recordId, legId: null, direction: 'outbound', from: '+862150001111', to: '+861087654321', answeredAt: NOON, seconds: 30, price: null, sequence: null, ...over,
});
const told = (ours: OurCall[], theirs: CarrierCall[]) => {
  const { pairs, missing, doubled, extra } = matchCalls(ours, theirs);
  const two = (each: { ours: OurCall; theirs: CarrierCall }): string => `${each.ours.legId}=${each.theirs.recordId}`;
  return { pairs: pairs.map(two).sort(), missing: missing.map((each) => each.recordId).sort(), doubled: doubled.map(two).sort(), extra: extra.map((each) => each.legId).sort() };
};
const NONE = { pairs: [], missing: [], doubled: [], extra: [] };

describe('which record is which leg', () => {
  it.each<[string, OurCall[], CarrierCall[], Partial<typeof NONE> | Record<string, string[]>]>([
    ['nothing on either side', [], [], {}],
    ['by our name, whatever the numbers say', [our('a')], [their('1', { legId: 'a', to: '110', answeredAt: after(900) })], { pairs: ['a=1'] }],
    ['a name that we do not know is missing, though numbers would fit', [our('a')], [their('1', { legId: 'z' })], { missing: ['1'], extra: ['a'] }],
    ['a name told twice: the nearer in seconds is the pair', [our('a')], [their('1', { legId: 'a', seconds: 90 }), their('2', { legId: 'a' })], { pairs: ['a=2'], doubled: ['a=1'] }],
    ['by number and answer', [our('a')], [their('1', { to: '01087654321', answeredAt: after(59) })], { pairs: ['a=1'] }],
    ['too long after', [our('a')], [their('1', { answeredAt: after(61) })], { missing: ['1'], extra: ['a'] }],
    ['another number', [our('a')], [their('1', { to: '+862087654321' })], { missing: ['1'], extra: ['a'] }],
    ['another direction', [our('a')], [their('1', { direction: 'inbound' })], { missing: ['1'], extra: ['a'] }],
    ['the nearest answers find each other', [our('a'), our('b', { answeredAt: after(20) })], [their('2', { answeredAt: after(21) }), their('1', { answeredAt: after(2) })], { pairs: ['a=1', 'b=2'] }],
    ['of equal answers the nearest durations', [our('a'), our('b', { milliseconds: 90_000 })], [their('1', { seconds: 90 }), their('2')], { pairs: ['a=2', 'b=1'] }],
    ['a second record without a name', [our('a')], [their('1'), their('2', { answeredAt: after(1) })], { pairs: ['a=1'], doubled: ['a=2'] }],
    ['a second call of other length is missing, not doubled', [our('a')], [their('1'), their('2', { answeredAt: after(40), seconds: 9 })], { pairs: ['a=1'], missing: ['2'] }],
    ['a caller who withheld the number', [our('a', { direction: 'inbound', otherNumber: '' })], [their('1', { direction: 'inbound', from: '+8613800001111', to: '+862150001111' })], { pairs: ['a=1'] }],
    ['another caller', [our('a', { direction: 'inbound' })], [their('1', { direction: 'inbound', from: '+8613800001111', to: '+862150001111' })], { missing: ['1'], extra: ['a'] }],
    ['taken over before', [our('x', { recordId: '1', answeredAt: after(900) })], [their('1')], { pairs: ['x=1'] }],
  ])('%s', (_, ours, theirs, expected) => expect(told(ours, theirs)).toEqual({ ...NONE, ...expected }));

  it.each([
    ['+861087654321', '01087654321', true], ['+861087654321', '00861087654321', true], ['87654321', '+861087654321', true], ['10086', '10086', true],
    ['10086', '+8613810086', false], ['+861087654321', '+862187654321', false],
  ])('%s and %s: %s', (one, other, same) => expect(sameNumber(one, other)).toBe(same));

  it.each<[(number | null)[], { from: number; to: number }[]]>([
    [[], []], [[7], []], [[3, 1, 2], []], [[1, 2, 2, 5, null, 9], [{ from: 3, to: 4 }, { from: 6, to: 8 }]],
  ])('holes in %j', (sequences, holes) => expect(sequenceHoles(sequences)).toEqual(holes));
});

describe('whatever comes', () => {
  const number = fc.constantFrom('+861087654321', '01087654321', '+862150002222', '10086', '');
  const direction = fc.constantFrom('inbound' as const, 'outbound' as const);
  const at = fc.integer({ min: 0, max: 300 }).map(after);
  const ours = fc.uniqueArray(
    fc.record({ legId: fc.integer({ max: 30 }).map((n) => `leg${n}`), recordId: fc.constant(null), direction, ourNumber: number, otherNumber: number, answeredAt: at, milliseconds: fc.integer({ min: 1, max: 90_000 }) }),
    { selector: (each) => each.legId, maxLength: 8 },
  );
  const theirs = fc.uniqueArray(
    fc.record({
      recordId: fc.integer({ max: 99 }).map(String), legId: fc.option(fc.integer({ max: 30 }).map((n) => `leg${n}`)), direction, from: number, to: number, answeredAt: at,
      seconds: fc.integer({ min: 1, max: 90 }), price: fc.constant(null), sequence: fc.constant(null),
    }),
    { selector: (each) => each.recordId, maxLength: 8 },
  );

  it('every call of either side is in exactly one list, in whatever order they come', () => {
    fc.assert(
      fc.property(ours, theirs, fc.gen(), (some, others, gen) => {
        const first = told(some, others);
        const mixed = told(gen(() => fc.shuffledSubarray(some, { minLength: some.length })), gen(() => fc.shuffledSubarray(others, { minLength: others.length })));
        expect(mixed).toEqual(first);
        const leg = (text: string): string => text.split('=')[0]!;
        const record = (text: string): string => text.split('=')[1]!;
        expect([...first.pairs.map(leg), ...first.extra].sort()).toEqual(some.map((each) => each.legId).sort());
        expect([...first.pairs.map(record), ...first.missing, ...first.doubled.map(record)].sort()).toEqual(others.map((each) => each.recordId).sort());
      }),
    );
  });

  it('our own calls, written down by a carrier that is a second slow and knows no names, are all found, and what it lost or added shows', () => {
    const calls = fc.uniqueArray(fc.record({ line: fc.integer({ min: 0, max: 99 }), minute: fc.integer({ min: 0, max: 600 }), seconds: fc.integer({ min: 2, max: 3_000 }) }), {
      selector: ({ line, minute }) => `${line} ${Math.floor(minute / 5)}`, minLength: 1, maxLength: 30,
    });
    fc.assert(
      fc.property(calls, fc.nat(), (all, which) => {
        const mine = all.map(({ line, minute, seconds }, place) =>
          our(`leg${place}`, { otherNumber: `+8610876543${String(line).padStart(2, '0')}`, answeredAt: after(minute * 60 * 10), milliseconds: seconds * 1000 }));
        const kept = mine.map(({ legId, otherNumber, answeredAt, milliseconds }) =>
          their(`of ${legId}`, { to: otherNumber.replace('+86', '0'), answeredAt: (answeredAt + 1_000) as Instant, seconds: milliseconds / 1000 }));
        expect(told(mine, kept)).toEqual({ ...NONE, pairs: mine.map(({ legId }) => `${legId}=of ${legId}`).sort() });
        const lost = mine[which % mine.length]!;
        expect(told(mine, kept.filter(({ recordId }) => recordId !== `of ${lost.legId}`)).extra).toEqual([lost.legId]);
        expect(told(mine.filter((call) => call !== lost), kept).missing).toEqual([`of ${lost.legId}`]);
      }),
    );
  });
});
