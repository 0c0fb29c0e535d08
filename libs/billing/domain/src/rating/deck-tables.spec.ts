import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instant, zone } from '@seatline/kernel';
import { anyInstant, anyRow, deckRow, inForce, withoutOverlaps } from '../../test/support/decks';
import { compareCalls } from './compare-deck';
import { compileDeck } from './compile-deck';
import { DECK_TABLES, type DeckRow, type DeckTable, rowName } from './deck-row';
import { parseTableRow } from './parse-table-row';
import { rateCall } from './rate-call';
import { bandHolds, parseTimeBand, type TimeBand } from './time-band';
import { findBandsWithoutUsual, validateDeckRows } from './validate-deck-rows';

const SHANGHAI = zone('Asia/Shanghai');
const band = (text: string): TimeBand => {
  const parsed = parseTimeBand(text, SHANGHAI);
  if (!parsed.ok) throw new RangeError(text);
  return parsed.value;
};
const MORNING = instant('2026-03-02T09:00:00+08:00');
const EVENING = instant('2026-03-02T20:00:00+08:00');

const DECK: DeckRow[] = [
  deckRow('86', { perMinuteMicros: 120_000n }),
  deckRow('86', { perMinuteMicros: 60_000n, band: band('mon-fri 18:00-24:00') }),
  deckRow('8610', { perMinuteMicros: 90_000n }),
  deckRow('10086', { table: 'short', perMinuteMicros: 10_000n }),
  deckRow('400', { table: 'service', perMinuteMicros: 70_000n, graceSeconds: 5 }),
  deckRow('4008', { table: 'service', perMinuteMicros: 80_000n }),
  deckRow('8', { table: 'internal', perMinuteMicros: 1_000n }),
];

describe('a deck with tables and bands', () => {
  it.each([
    ['an international number by its longest prefix', 'e164', '+861012345678', MORNING, '8610'],
    ['one whose prefix has a band, within it', 'e164', '+862150001111', EVENING, '86 mon-fri 18:00-24:00'],
    ['one whose prefix has a band, outside of it', 'e164', '+862150001111', MORNING, '86'],
    ['a longer prefix without a band, in the evening', 'e164', '+861012345678', EVENING, '8610'],
    ['a short number by the very row', 'short', '10086', MORNING, 'short 10086'],
    ['no short number by the beginning of one', 'short', '100861', MORNING, null],
    ['no short number by an international prefix', 'short', '86100', MORNING, null],
    ['no international number by a short one', 'e164', '10086', MORNING, null],
    ['a service number by the longest prefix', 'service', '4008001234', MORNING, 'service 4008'],
    ['another by the shorter one', 'service', '4001001234', MORNING, 'service 400'],
    ['no service number of another kind', 'service', '8001001234', MORNING, null],
    ['an extension by its beginning', 'internal', '8001', MORNING, 'internal 8'],
    ['no extension of another', 'internal', '7001', MORNING, null],
  ] as const)('prices %s', (_, table, to, answeredAt, name) => {
    const { row } = rateCall(compileDeck(DECK), { table, to, answeredAt, milliseconds: 61_000 });
    expect(row && rowName(row.prefix, row.table, row.band?.text)).toBe(name);
  });

  it('prices a whole call by the band of its answer', () => {
    const answeredAt = instant('2026-03-02T17:59:59.999+08:00');
    expect(rateCall(compileDeck(DECK), { to: '8621', answeredAt, milliseconds: 3_600_000 })).toMatchObject({ costMicros: 7_200_000n });
    expect(rateCall(compileDeck(DECK), { to: '8621', answeredAt: (answeredAt + 1) as Instant, milliseconds: 3_600_000 })).toMatchObject({ costMicros: 3_600_000n });
  });

  it.each([
    [1, 0, 0n], [5_000, 0, 0n], [5_001, 6, 7_000n], [0, 0, 0n],
  ])('is free up to the grace and billed from the first second beyond: %d ms', (milliseconds, billedSeconds, costMicros) => {
    expect(rateCall(compileDeck(DECK), { table: 'service', to: '4001001234', answeredAt: MORNING, milliseconds })).toMatchObject({ billedSeconds, costMicros });
  });

  it('takes no connection fee within the grace', () => {
    const deck = compileDeck([deckRow('1', { connectMicros: 1_000_000n, initialSeconds: 60, graceSeconds: 86_400 })]);
    expect(rateCall(deck, { to: '1', answeredAt: MORNING, milliseconds: 86_400_000 })).toMatchObject({ status: 'rated', billedSeconds: 0, costMicros: 0n });
    expect(rateCall(deck, { to: '1', answeredAt: MORNING, milliseconds: 86_400_001 })).toMatchObject({ billedSeconds: 86_401 });
  });

  it('is compared row by row, each by its own name', () => {
    const [difference] = compareCalls(compileDeck(DECK), [
      { tenantId: 'a', to: '10086', table: 'short', answeredAt: MORNING, milliseconds: 60_000, rated: { prefix: '86', costMicros: 120_000n } },
    ]);
    expect(difference).toMatchObject({ oldPrefix: '86', newPrefix: 'short 10086', oldMicros: 120_000n, newMicros: 10_000n });
  });
});

describe('faults', () => {
  it.each([
    ['the same band twice', [DECK[0]!, DECK[1]!, DECK[1]!], [[2, 1]], []],
    ['two bands with a minute in common', [DECK[0]!, DECK[1]!, deckRow('86', { band: band('fri 23:59-01:00') })], [[2, 1]], []],
    ['two bands that touch', [DECK[0]!, DECK[1]!, deckRow('86', { band: band('mon-fri 00:00-18:00') })], [], []],
    ['one prefix in two tables', [deckRow('10086'), DECK[3]!], [], []],
    ['one prefix twice in a table', [DECK[3]!, DECK[3]!], [[1, 0]], []],
    ['bands of different prefixes', [DECK[0]!, DECK[1]!, deckRow('861'), deckRow('861', { band: band('mon-fri 18:00-24:00') })], [], []],
    ['a band without a usual price', [DECK[1]!], [], [0]],
    ['a band whose usual price is in another table', [deckRow('400', { band: band('mon 00:00-01:00') }), DECK[4]!], [], [0]],
    ['a band that outlives its usual price', [deckRow('86', { effectiveTo: MORNING }), DECK[1]!], [], [1]],
    ['a band within two usual prices that touch', [deckRow('86', { effectiveFrom: MORNING }), DECK[1]!, deckRow('86', { effectiveTo: MORNING })], [], []],
    ['a band over a gap', [deckRow('86', { effectiveTo: MORNING }), deckRow('86', { effectiveFrom: EVENING }), DECK[1]!], [], [2]],
    ['the same band one after the other', [DECK[0]!, { ...DECK[1]!, effectiveTo: MORNING }, { ...DECK[1]!, effectiveFrom: MORNING }], [], []],
  ])('%s', (_, rows, overlaps, bare) => {
    expect(validateDeckRows(rows).map(({ row, other }) => [row, other])).toEqual(overlaps);
    expect(findBandsWithoutUsual(rows)).toEqual(bare);
  });

  const fields = { prefix: '86', perMinute: '0.12', connect: '0', initialSeconds: 60, incrementSeconds: 60 };
  it.each<[Record<string, unknown>, Partial<DeckRow>]>([
    [{}, {}],
    [{ table: '', band: null, graceSeconds: 0 }, {}],
    [{ table: 'e164' }, {}],
    [{ table: 'short' }, { table: 'short' }],
    [{ band: 'MON 08:00-09:00' }, { band: band('mon 08:00-09:00') }],
    [{ graceSeconds: 3 }, { graceSeconds: 3 }],
  ])('a row with %j says %j', (more, said) => {
    const parsed = parseTableRow({ ...fields, ...more }, SHANGHAI);
    expect(parsed).toEqual({ ok: true, row: deckRow('86', { perMinuteMicros: 120_000n, initialSeconds: 60, incrementSeconds: 60, ...said }) });
  });

  it('of a row are told together', () => {
    const parsed = parseTableRow({ ...fields, prefix: 'x', table: 'local', band: 'always', graceSeconds: 1.5 }, SHANGHAI);
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed.ok ? [] : parsed.faults.map(({ field }) => field)).toEqual(['prefix', 'table', 'band', 'graceSeconds']);
  });
});

describe('against the rule written down as it is spoken', () => {
  const BANDS = [undefined, band('mon-fri 18:00-24:00'), band('mon-sun 00:00-06:00'), band('sat-sun 06:00-24:00')];
  const HOUR = 3_600_000;
  const anyTableRow: fc.Arbitrary<DeckRow> = fc
    .tuple(anyRow, fc.constantFrom<DeckTable>(...DECK_TABLES), fc.constantFrom(...BANDS), fc.constantFrom(0, 0, 1, 59, 60))
    .map(([row, table, itsBand, graceSeconds]) => ({ ...row, prefix: row.prefix.slice(0, 2), table, ...(itsBand && { band: itsBand }), graceSeconds }));
  const anyAnswer = fc.tuple(anyInstant, fc.nat({ max: 167 })).map(([at, hours]) => (at + hours * HOUR) as Instant);
  const anyCall = fc.record({
    table: fc.constantFrom<DeckTable>(...DECK_TABLES), to: fc.stringMatching(/^[0189]{1,4}$/), answeredAt: anyAnswer, milliseconds: fc.nat({ max: 86_400_000 }),
  });

  /** Every row looked at in turn, its price reckoned in whole sixtieths of a micro. */
  const rateNaively = (rows: readonly DeckRow[], call: { table: DeckTable; to: string; answeredAt: Instant; milliseconds: number }) => {
    const matching = rows.filter((row) => row.table === call.table && inForce(row, call.answeredAt)
      && (call.table === 'short' ? row.prefix === call.to : call.to.startsWith(row.prefix)) && (row.band === undefined || bandHolds(row.band, call.answeredAt)));
    const longest = Math.max(0, ...matching.map((row) => row.prefix.length));
    const best = matching.filter((row) => row.prefix.length === longest);
    const row = best.find((each) => each.band !== undefined) ?? best[0];
    if (call.milliseconds === 0) return { status: 'unanswered', billed: 0, cost: 0n };
    if (!row) return { status: 'quarantined', billed: null, cost: null };
    const seconds = Math.ceil(call.milliseconds / 1000);
    if (seconds <= (row.graceSeconds ?? 0)) return { status: 'rated', billed: 0, cost: 0n };
    let billed = row.initialSeconds;
    while (billed < seconds) billed += row.incrementSeconds;
    const sixtieths = row.connectMicros * 60n + row.perMinuteMicros * BigInt(billed);
    return { status: 'rated', billed, cost: sixtieths / 60n + (sixtieths % 60n >= 30n ? 1n : 0n) };
  };

  it('prices any call from 0 to 86 400 s alike', () => {
    fc.assert(fc.property(fc.array(anyTableRow, { maxLength: 12 }), fc.array(anyCall, { minLength: 1, maxLength: 5 }), (candidates, calls) => {
      const rows = withoutOverlaps(candidates.filter((row) => row.band === undefined)).concat(candidates.filter((row) => row.band !== undefined));
      const sound = rows.filter((_, place) => !validateDeckRows(rows).some(({ row }) => row === place));
      const deck = compileDeck(sound);
      for (const call of calls) {
        const { status, billedSeconds, costMicros } = rateCall(deck, call);
        expect({ status, billed: billedSeconds, cost: costMicros }).toEqual(rateNaively(sound, call));
      }
    }), { numRuns: 300 });
  });
});
