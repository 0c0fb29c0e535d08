import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, type CivilDate, civilDate, civilDateAt, currency, type Instant, instant, startOfDay, zone } from '@seatline/kernel';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { type Contract, contractOf } from '../plan/contract';
import { availabilityOf } from '../service-level/availability';
import type { ServiceInterruption } from '../service-level/lost-time';
import { PROMISED_AROUND_THE_CLOCK } from '../service-level/terms';
import type { TimeSpan } from '../service-level/time-spans';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { findBreaches } from './conservation';
import type { LeaseEvent } from './events';
import { openLease } from './open-lease';
import { dueServiceCredits } from './service-credits';

const SHANGHAI = zone('Asia/Shanghai');
const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);
const span = (from: string, hours: number): TimeSpan => ({ startAt: at(from), endAt: (at(from) + hours * 3_600_000) as Instant });

interface Told {
  readonly book: LeaseBook;
  readonly ledger: LedgerTotals;
  readonly events: readonly LeaseEvent[];
}

function tell(before: Told, step: { readonly book: LeaseBook; readonly events: readonly LeaseEvent[] }): Told {
  const ledger = step.events.reduce((totals, event) => (event.type === 'ledger-posted' ? postTransaction(totals, event.transaction) : totals), before.ledger);
  expect(findBreaches(step.book, ledger)).toEqual([]);
  return { book: step.book, ledger, events: [...before.events, ...step.events] };
}

function opened(seats: number, more: Partial<Contract> = {}): Told {
  const contract = contractOf({ zone: SHANGHAI, currency: currency('CNY'), term: { startOn: civilDate('2026-03-01'), months: 6 }, ...more });
  const result = openLease(contract, seats, startOfDay(addDays(contract.term.startOn, -2), contract.zone));
  if (!result.ok) throw new Error(result.refusal.code);
  return tell({ book: result.value.book, ledger: EMPTY_LEDGER, events: [] }, result.value);
}

const run = (story: Told, ...commands: readonly [string, LeaseCommand][]): Told =>
  commands.reduce((told, [local, command]) => tell(told, apply(told.book, command, at(local))), story);
const live = (story: Told, local: string): Told => tell(story, advance(story.book, at(local)));
const pay = (amountMinor: bigint): LeaseCommand => ({ do: 'pay', amountMinor, forOrder: false, valueOn: null });
let refs = 0;
const interrupted = (kind: ServiceInterruption['kind'], time: TimeSpan, excess: readonly TimeSpan[] = [time]): LeaseCommand => ({
  do: 'record-interruption', interruption: { kind, ref: `w${(refs += 1)}`, reason: 'switch', ...time, excess },
});
const withdrawn = (wrong: LeaseCommand): LeaseCommand => {
  if (wrong.do !== 'record-interruption') throw new Error('only an interruption is withdrawn');
  return { do: 'withdraw-interruption', interruption: wrong.interruption, reason: 'the wrong month' };
};
const slaLines = ({ book }: Told) => book.invoices.flatMap((invoice) => invoice.lines.flatMap((line) => (line.kind === 'sla' ? [{ invoice: invoice.number, ...line }] : [])));

/** Three seats, the opening paid: 3 × (2000.00 + 120.00 tax + 2000.00 deposit). */
const paid = (more: Partial<Contract> = {}): Told => run(opened(3, more), ['2026-02-27T12:00', pay(1_236_000n)]);

describe('rent of time in which seats could not be used', () => {
  it('is given back on the next rent invoice: of each seat price × lost ÷ time of the days, rounded once, taxed as the rent was', () => {
    const story = run(paid(), ['2026-03-10T18:00', interrupted('maintenance', span('2026-03-10T06:00', 10), [span('2026-03-10T10:00', 6)])]);
    expect(slaLines(story)).toEqual([]);
    expect(dueServiceCredits(story.book)).toMatchObject([{ ofInvoice: 1, ofLine: 0, netMinor: 4_839n, taxMinor: 290n }]);
    const next = live(story, '2026-03-25');
    expect(slaLines(next)).toEqual([{
      invoice: 2, kind: 'sla', ofInvoice: 1, ofLine: 0, seatNumbers: [1, 2, 3], seatPriceMinor: 200_000n, fromOn: '2026-03-10', toOn: '2026-03-11', days: 1, periodDays: 31,
      netMinor: -4_839n, taxMinor: -290n, taxPercentMicros: 6_000_000n, // 2000.00 × 6 ÷ 24 ÷ 31 = 16.129 → 16.13, three times
    }]);
    expect(next.book.invoices[1]).toMatchObject({ netMinor: 595_161n, taxMinor: 35_710n, totalMinor: 630_871n });
    expect([next.ledger['rent-deferred'], next.ledger['rent-revenue']]).toEqual([-(600_000n + 600_000n - 4_839n), 0n]);
    expect(dueServiceCredits(next.book)).toEqual([]);
    expect(slaLines(live(next, '2026-04-25'))).toHaveLength(1);
  });

  it('comes out of revenue where the period was recognised, and what is learnt late is added, never taken back', () => {
    const early = live(run(paid(), ['2026-03-11T00:00', interrupted('outage', span('2026-03-10T00:00', 6))]), '2026-03-30');
    const late = run(early, ['2026-04-05T12:00', interrupted('outage', span('2026-03-10T03:00', 21))]);
    expect(dueServiceCredits(late.book)).toMatchObject([{ netMinor: 14_517n }]); // the other 18 hours: 48.39 a seat
    const next = live(late, '2026-04-25');
    expect(slaLines(next).map(({ invoice, netMinor }) => [invoice, netMinor])).toEqual([[2, -4_839n], [3, -14_517n]]);
    expect(next.ledger['rent-revenue']).toBe(-(600_000n - 4_839n) + 14_517n);
  });

  it('is nothing for the same window told twice, within the allowance, before the seat, and after it', () => {
    const within = interrupted('maintenance', span('2026-03-10T06:00', 10), []);
    const twice = interrupted('outage', span('2026-03-12T00:00', 24));
    const story = live(run(paid(), ['2026-03-11', within], ['2026-03-13', twice], ['2026-03-14', twice], ['2026-03-15', interrupted('outage', span('2026-02-20T00:00', 24))]), '2026-03-25');
    expect(story.book.interruptions).toHaveLength(3);
    expect(slaLines(story).map(({ netMinor }) => netMinor)).toEqual([-19_356n]); // 64.52 a seat
  });

  it('is nothing for an outage that is withdrawn before any of it was given back', () => {
    const wrong = interrupted('outage', span('2026-03-10T00:00', 24));
    const back = withdrawn(wrong);
    const story = run(paid(), ['2026-03-11', wrong], ['2026-03-12', interrupted('outage', span('2026-03-10T12:00', 6))], ['2026-03-13', back], ['2026-03-14', back], ['2026-03-15', wrong]);
    expect(story.book.interruptions).toMatchObject([{ withdrawn: { at: at('2026-03-13'), reason: 'the wrong month' } }, {}]);
    expect(story.book.interruptions).toHaveLength(2);
    expect(story.events.filter(({ type }) => type === 'interruption-withdrawn')).toHaveLength(1);
    expect(slaLines(live(story, '2026-03-25')).map(({ netMinor }) => netMinor)).toEqual([-4_839n]); // the 6 hours that stand
    expect(availabilityOf(story.book.interruptions, { held: span('2026-03-01', 31 * 24), stopped: [] }, civilDate('2026-03-01'), at('2026-04-01'), SHANGHAI).outageSeconds).toBe(6 * 3600);
  });

  it('stays given back when the outage is withdrawn afterwards: what was given back is never taken back', () => {
    const wrong = interrupted('outage', span('2026-03-10T00:00', 24));
    const given = live(run(paid(), ['2026-03-11', wrong]), '2026-03-25');
    const story = run(given, ['2026-03-26', withdrawn(wrong)]);
    expect(story.book).toEqual({ ...given.book, advancedTo: story.book.advancedTo });
    expect(slaLines(live(story, '2026-04-25'))).toEqual(slaLines(given));
  });

  it('is nothing for an outage of which the withdrawal is heard first', () => {
    const wrong = interrupted('outage', span('2026-03-10T00:00', 24));
    const story = run(paid(), ['2026-03-11', withdrawn(wrong)], ['2026-03-12', wrong]);
    expect(story.book.interruptions).toHaveLength(1);
    expect(slaLines(live(story, '2026-03-25'))).toEqual([]);
  });

  it('is nothing for suspended seats, which could not have been used', () => {
    const unpaid = opened(3, { depositMonths: 0 });
    const suspended = live(run(unpaid, ['2026-03-01T12:00', { do: 'waive-payment', reason: 'known' }]), '2026-03-20');
    expect(suspended.book.suspensions).toHaveLength(1); // since 2026-03-17
    const story = live(run(suspended, ['2026-03-20T12:00', interrupted('outage', span('2026-03-16T12:00', 48))]), '2026-03-25');
    expect(slaLines(story)).toMatchObject([{ netMinor: -9_678n, fromOn: '2026-03-16', toOn: '2026-03-17' }]); // the 12 hours before
  });

  it('is nothing for seats that wait for their payment', () => {
    const story = live(run(opened(3), ['2026-03-03', interrupted('outage', span('2026-03-02T00:00', 24))]), '2026-03-10');
    expect(dueServiceCredits(story.book)).toEqual([]);
  });

  it('is nothing for the time before a late payment, or a waiver of it, made the seats usable', () => {
    const dark = interrupted('outage', span('2026-03-02T00:00', 72)); // the whole 2nd to 4th
    const late = run(opened(3), ['2026-03-04T12:00', pay(1_236_000n)], ['2026-03-05', dark]);
    expect(late.book.seats.map(({ activatedAt }) => activatedAt)).toEqual([at('2026-03-04T12:00'), at('2026-03-04T12:00'), at('2026-03-04T12:00')]);
    expect(slaLines(live(late, '2026-03-25'))).toMatchObject([{ fromOn: '2026-03-04', toOn: '2026-03-05', netMinor: -9_678n }]); // 12 hours: 32.26 a seat
    const waived = run(opened(3), ['2026-03-04T18:00', { do: 'waive-payment', reason: 'known' }], ['2026-03-05', dark]);
    expect(dueServiceCredits(waived.book)).toMatchObject([{ netMinor: 4_839n }]);
    const neverUsed = live(run(opened(3), ['2026-03-04', { do: 'remove-seats', seats: 1, when: 'now' }], ['2026-03-05', dark]), '2026-03-06');
    expect(neverUsed.book.seats[2]).toMatchObject({ state: 'released', activatedAt: null });
    expect(dueServiceCredits(neverUsed.book)).toEqual([]);
  });

  it('is given back for the day of a restoration to a seat that was added on it and pays for it', () => {
    const suspended = live(run(opened(1, { rentAccruesWhileSuspended: false, depositMonths: 0 }), ['2026-03-01T12:00', { do: 'waive-payment', reason: 'known' }]), '2026-03-20');
    expect(suspended.book.suspensions).toHaveLength(1); // since 2026-03-17
    const restored = run(suspended, ['2026-03-20T09:00', pay(1_000_000n)], ['2026-03-20T10:00', { do: 'add-seats', seats: 1 }]);
    expect(restored.book.seats[1]).toMatchObject({ state: 'active', fromOn: '2026-03-20' });
    const [due, ...others] = dueServiceCredits(run(restored, ['2026-03-21', interrupted('outage', span('2026-03-20T12:00', 12))]).book);
    expect(due).toMatchObject({ netMinor: 3_226n, seats: [{ seat: 2 }] }); // half a day: 32.26; the day costs the seat that was there before nothing
    expect(others).toEqual([]);
  });

  it('by days gives whole days beyond the threshold, each once', () => {
    const serviceLevel = { ...PROMISED_AROUND_THE_CLOCK, creditBasis: 'by-days' as const, dayThresholdMinutes: 60 };
    const story = live(run(paid({ serviceLevel }),
      ['2026-03-13', interrupted('outage', span('2026-03-10T00:00', 1))], // exactly the threshold
      ['2026-03-13', interrupted('outage', span('2026-03-11T23:30', 2))], // 30 and 90 minutes
      ['2026-03-13', interrupted('maintenance', span('2026-03-12T08:00', 3))]), '2026-03-25');
    expect(slaLines(story)).toMatchObject([{ fromOn: '2026-03-12', toOn: '2026-03-13', days: 1, netMinor: -19_356n }]);
    const again = live(run(story, ['2026-03-26', interrupted('outage', span('2026-03-12T20:00', 3))]), '2026-04-25');
    expect(slaLines(again)).toHaveLength(1);
  });

  it('begins beyond the tolerated minutes of a month, and stays below the cap', () => {
    const serviceLevel = { ...PROMISED_AROUND_THE_CLOCK, toleratedMinutes: 60, capPercent: 10 };
    const tolerated = live(run(paid({ serviceLevel }), ['2026-03-12', interrupted('outage', span('2026-03-10T00:00', 2))]), '2026-03-25');
    expect(slaLines(tolerated)).toMatchObject([{ netMinor: -807n }]); // 1 of 2 hours: 2.69 a seat
    const capped = live(run(paid({ serviceLevel }), ['2026-03-20', interrupted('outage', span('2026-03-05T00:00', 240))]), '2026-03-25');
    expect(slaLines(capped)).toMatchObject([{ netMinor: -60_000n }]);
  });

  it('never makes an invoice one to be paid out: what does not fit waits, and comes with the settlement as credit notes', () => {
    const story = run(paid(), ['2026-03-19', interrupted('outage', span('2026-03-01T00:00', 18 * 24))], ['2026-03-19', { do: 'remove-seats', seats: 2, when: 'period-end' }]);
    const next = live(story, '2026-03-25');
    expect(next.book.invoices[1]!.lines.map(({ kind, netMinor }) => [kind, netMinor])).toEqual([['rent', 200_000n], ['sla', -116_129n]]); // one seat fits
    const april = live(next, '2026-04-25');
    expect(slaLines(april).map(({ invoice, netMinor }) => [invoice, netMinor])).toEqual([[2, -116_129n], [3, -116_129n]]);
    const ended = live(run(april, ['2026-04-26', { do: 'end-lease', on: civilDate('2026-05-01') }]), '2026-05-04');
    const service = ended.book.serviceCredits.at(-1)!;
    expect(service).toMatchObject({ netMinor: 116_129n, taxMinor: 6_968n, on: { creditNote: ended.book.creditNotes.length } });
    const late = run(ended, ['2026-05-10', interrupted('outage', span('2026-04-10T00:00', 24))]);
    expect(late.book.creditNotes.at(-1)).toMatchObject({ invoice: 2, netMinor: 6_667n, taxMinor: 400n });
    expect(late.book.serviceCredits.at(-1)).toMatchObject({ ofInvoice: 2, seats: [{ seat: 1, netMinor: 6_667n }] });
  });
});

/** The slots of half an hour that the story's times are made of. */
const SLOT = 1_800_000;
const START = civilDate('2026-03-01');
const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York');

interface RawInterruption {
  readonly kind: 'maintenance' | 'outage';
  readonly slot: number;
  readonly slots: number;
  readonly beyond: number;
  readonly lateDays: number;
}

const interruption: fc.Arbitrary<RawInterruption> = fc.record({
  kind: fc.constantFrom('maintenance' as const, 'outage' as const), slot: fc.integer({ min: 0, max: 48 * 120 }), slots: fc.integer({ min: 1, max: 90 }),
  beyond: fc.integer({ min: 0, max: 90 }), lateDays: fc.integer({ min: 0, max: 45 }),
});
const serviceLevels = fc.record({
  creditBasis: fc.constantFrom('by-time' as const, 'by-days' as const), dayThresholdMinutes: fc.constantFrom(0, 30, 90), toleratedMinutes: fc.constantFrom(0, 30, 240), capPercent: fc.constant(100),
});

/** The slots of a time. */
function slotsOf({ startAt, endAt }: TimeSpan): number[] {
  return Array.from({ length: (endAt - startAt) / SLOT }, (_, place) => startAt + place * SLOT);
}

/** Slot by slot and day by day: which time of a seat is to be given back. */
function naiveTime(book: LeaseBook, seat: LeaseBook['seats'][number]): Set<number> {
  const { zone: inZone, serviceLevel } = book.contract;
  const windows = new Set(book.interruptions.filter(({ kind }) => kind === 'maintenance').flatMap(slotsOf));
  const excess = new Set(book.interruptions.filter(({ kind }) => kind === 'maintenance').flatMap((each) => each.excess.flatMap(slotsOf)));
  const outages = new Set(book.interruptions.filter(({ kind }) => kind === 'outage').flatMap((each) => each.excess.flatMap(slotsOf)));
  const lost = new Map<CivilDate, number[]>();
  const tolerated = new Map<string, number>();
  for (const slot of [...new Set([...excess, ...outages])].sort((a, b) => a - b)) {
    const on = civilDateAt(slot as Instant, inZone);
    const isHeld = on >= seat.fromOn && on < (seat.endsOn ?? book.endOn) && on < book.endOn && seat.activatedAt !== null && slot >= seat.activatedAt;
    const isSuspended = book.suspensions.some(({ suspendedAt, restoredAt }) => slot >= suspendedAt && slot < (restoredAt ?? Infinity));
    if (!isHeld || isSuspended) continue;
    if (!excess.has(slot)) {
      if (windows.has(slot)) continue;
      const used = tolerated.get(on.slice(0, 7)) ?? 0;
      if (used < serviceLevel.toleratedMinutes) {
        tolerated.set(on.slice(0, 7), used + 30);
        continue;
      }
    }
    lost.set(on, [...(lost.get(on) ?? []), slot]);
  }
  if (serviceLevel.creditBasis === 'by-time') return new Set([...lost.values()].flat());
  const days = [...lost].filter(([, slots]) => slots.length * 30 > serviceLevel.dayThresholdMinutes).map(([on]) => on);
  return new Set(days.flatMap((on) => slotsOf({ startAt: startOfDay(on, inZone), endAt: startOfDay(addDays(on, 1), inZone) })));
}

function naiveRent(book: LeaseBook, slots: ReadonlySet<number>): number {
  const { zone: inZone, seatMonthlyMinor } = book.contract;
  return [...slots].reduce((sum, slot) => {
    const on = civilDateAt(slot as Instant, inZone);
    const month = Number(on.slice(8)) >= 1 ? civilDate(`${on.slice(0, 7)}-01`) : on;
    const monthDays = (startOfDay(addMonths(month, 1), zone('UTC')) - startOfDay(month, zone('UTC'))) / 86_400_000;
    const day = startOfDay(addDays(on, 1), inZone) - startOfDay(on, inZone);
    return sum + (Number(seatMonthlyMinor) / monthDays) * (SLOT / day);
  }, 0);
}

describe('against a model that counts half hours', () => {
  const stories = fc.record({
    zoneName: zones, serviceLevel: serviceLevels, seats: fc.integer({ min: 1, max: 4 }), price: fc.integer({ min: 100_000, max: 300_001 }),
    raw: fc.array(interruption, { maxLength: 7 }), removeOn: fc.option(fc.integer({ min: 3, max: 100 })), pays: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 6 }),
  });

  it('each seat is given back exactly the time that it lost, once, for what its days cost', () => {
    fc.assert(fc.property(stories, ({ zoneName, serviceLevel, seats, price, raw, removeOn, pays }) => {
      const inZone = zone(zoneName);
      const contract = { zone: inZone, serviceLevel, seatMonthlyMinor: BigInt(price), term: { startOn: START, months: 5 }, rentGraceDays: 20 };
      const dayAt = (day: number): Instant => startOfDay(addDays(START, day), inZone);
      const slotAt = (slot: number): Instant => (dayAt(0) + slot * SLOT) as Instant;
      const windows = new Set(raw.filter(({ kind }) => kind === 'maintenance').flatMap(({ slot, slots }) => slotsOf({ startAt: slotAt(slot), endAt: slotAt(slot + slots) })));
      const commands = raw.map(({ kind, slot, slots, beyond, lateDays }, place): [Instant, LeaseCommand] => {
        const time = { startAt: slotAt(slot), endAt: slotAt(slot + slots) };
        const excess = kind === 'outage'
          ? slotsOf(time).filter((each) => !windows.has(each)).map((each): TimeSpan => ({ startAt: each as Instant, endAt: (each + SLOT) as Instant }))
          : beyond === 0 ? [] : [{ startAt: slotAt(Math.max(slot, slot + slots - beyond)), endAt: time.endAt }];
        return [(time.endAt + lateDays * 86_400_000) as Instant, { do: 'record-interruption', interruption: { kind, ref: `r${place}`, reason: '', ...time, excess } }];
      });
      const acts: [Instant, LeaseCommand][] = [
        ...commands, ...pays.map((day): [Instant, LeaseCommand] => [dayAt(day), pay(BigInt(price * 3))]), [dayAt(0), { do: 'waive-payment', reason: 'known' }],
        ...(removeOn === null ? [] : [[dayAt(removeOn), { do: 'remove-seats', seats: 1, when: 'now' }] as [Instant, LeaseCommand]]),
      ];
      let told = opened(seats, contract);
      for (const [when, command] of acts.sort(([a], [b]) => a - b)) told = tell(told, apply(told.book, command, when));
      told = tell(told, advance(told.book, dayAt(260)));
      const { book } = told;
      expect(dueServiceCredits(book)).toEqual([]);
      for (const seat of book.seats) {
        const given = book.serviceCredits.flatMap((each) => each.seats.filter((own) => own.seat === seat.number));
        const naive = naiveTime(book, seat);
        expect(given.flatMap(({ times }) => times.flatMap(slotsOf)).sort((a, b) => a - b)).toEqual([...naive].sort((a, b) => a - b));
        const minor = Number(given.reduce((sum, { netMinor }) => sum + netMinor, 0n));
        expect(Math.abs(minor - naiveRent(book, naive))).toBeLessThanOrEqual(given.length * 0.5 + 0.01);
      }
    }), { numRuns: 60 });
  });

  it('the order in which it is learnt changes nothing', () => {
    fc.assert(fc.property(stories, fc.nat(), ({ serviceLevel, raw }, turn) => {
      const story = opened(2, { serviceLevel, term: { startOn: START, months: 5 } });
      const learnAt = at('2026-07-25');
      const commands = raw.map(({ kind, slot, slots }) => interrupted(kind, { startAt: (at('2026-03-01') + slot * SLOT) as Instant, endAt: (at('2026-03-01') + (slot + slots) * SLOT) as Instant }));
      const told = (order: readonly LeaseCommand[]) => dueServiceCredits(order.reduce((book, command) => apply(book, command, learnAt).book, apply(story.book, { do: 'waive-payment', reason: 'known' }, at('2026-03-01')).book));
      const turned = [...commands.slice(turn % (commands.length + 1)), ...commands.slice(0, turn % (commands.length + 1))];
      expect(told(turned)).toEqual(told(commands));
    }), { numRuns: 60 });
  });
});
