import fc from 'fast-check';
import { LIST_ONLY, type StoryPricing } from './story-pricing';

/** What somebody does with a lease. Amounts, invoices and payments are told as people mean them: half of what is open, the second payment, the oldest invoice. */
export type Deed =
  | { readonly do: 'order' | 'hand-over'; readonly seats: number }
  | { readonly do: 'cancel-order' | 'waive' | 'prepay' | 'postpay' | 'plan-version' | 'bounce' | 'nothing' }
  | { readonly do: 'remove'; readonly seats: number; readonly when: 'now' | 'period-end' }
  | { readonly do: 'end' | 'hold'; readonly days: number }
  /** So many percent of what is open in all, or of what the standing orders cost. */
  | { readonly do: 'pay'; readonly percent: number; readonly forOrder: boolean; readonly daysBack: number }
  | { readonly do: 'pay-online' | 'write-off' | 'undo-write-off'; readonly invoice: number }
  | { readonly do: 'refund' | 'dispute'; readonly payment: number; readonly percent: number }
  | { readonly do: 'decide'; readonly dispute: number; readonly as: 'won' | 'lost' }
  | { readonly do: 'resume'; readonly dispute: number }
  | { readonly do: 'renew'; readonly months: number }
  /** To another list price, with the tiers, discount and minutes of the story or without any. */
  | { readonly do: 'change-terms'; readonly price: number; readonly keepsPricing: boolean }
  | { readonly do: 'agree-late-fees'; readonly daily: number; readonly fromDay: number; readonly cap: number | null }
  | { readonly do: 'end-late-fees' }
  | { readonly do: 'waive-late-fee'; readonly fee: number }
  | { readonly do: 'call'; readonly minutes: number; readonly daysBack: number }
  | { readonly do: 're-rate'; readonly fen: number }
  | { readonly do: 'top-up' | 'top-up-online'; readonly fen: number }
  /** A bank takes a top-up back, and decides. */
  | { readonly do: 'take-back'; readonly topUp: number; readonly percent: number }
  | { readonly do: 'decide-top-up'; readonly taken: number; readonly as: 'won' | 'lost' }
  /** A card is saved, the first time, and charged from now on on days of a schedule. */
  | { readonly do: 'collect'; readonly card: CardSays; readonly days: readonly number[] }
  | { readonly do: 'stop-collecting' }
  /** Seats cannot be used from an hour to another, on days that are over. */
  | { readonly do: 'outage'; readonly daysBack: number; readonly days: number; readonly hours: Hours }
  /** Of a window's hours so many are beyond the month's allowance. */
  | { readonly do: 'maintenance'; readonly daysBack: number; readonly hours: Hours; readonly excess: number }
  | { readonly do: 'pay-refund'; readonly percent: number };

export type CardSays = 'pays' | 'insufficient_funds' | 'lost_card';

export type Hours = readonly [from: number, to: number];

export interface Terms {
  /** In minor units. */
  readonly price: number;
  readonly depositMonths: number;
  readonly anchor: 'start-day' | 'calendar';
  readonly dayCount: 'actual' | 'fixed30';
  readonly accrues: boolean;
  readonly taxPercent: string;
  readonly startOn: string;
  readonly months: number;
  readonly pricing: StoryPricing;
  readonly service: 'by-time' | 'by-days' | 'within-bounds';
}

/** A lease from its first order on; each deed comes so many days after the one before. */
export interface Story {
  readonly terms: Terms;
  readonly seats: number;
  readonly deeds: readonly { readonly days: number; readonly deed: Deed }[];
}

const seats = fc.integer({ min: 1, max: 3 });
const some = fc.integer({ min: 0, max: 4 });
const percent = fc.constantFrom(10, 35, 100, 100, 100, 140);
/** Never the hour after noon, in which people ask for things. */
const hours: fc.Arbitrary<Hours> = fc.constantFrom<Hours>([0, 12], [2, 7], [5, 6], [13, 24], [14, 18]);
const one = <Name extends Deed['do']>(name: Name) => fc.constant({ do: name });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pay' as const), percent, forOrder: fc.constant(false), daysBack: fc.constantFrom(0, 0, 2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), percent: fc.constant(100), forOrder: fc.constant(true), daysBack: fc.constant(0) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay-online' as const), invoice: some }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('order' as const), seats }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), seats: fc.constantFrom(1, 1, 2), when: fc.constantFrom('now' as const, 'period-end' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand-over' as const), seats: fc.constantFrom(1, 1, 2) }) },
  { weight: 1, arbitrary: one('cancel-order') as fc.Arbitrary<Deed> },
  { weight: 1, arbitrary: one('waive') as fc.Arbitrary<Deed> },
  { weight: 1, arbitrary: one('plan-version') as fc.Arbitrary<Deed> },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), days: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hold' as const), days: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write-off' as const), invoice: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo-write-off' as const), invoice: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), payment: some, percent: fc.constantFrom(5, 40, 100) }) },
  { weight: 1, arbitrary: one('bounce') as fc.Arbitrary<Deed> },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('dispute' as const), payment: some, percent: fc.constantFrom(30, 100) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('decide' as const), dispute: fc.integer({ min: 0, max: 1 }), as: fc.constantFrom('won' as const, 'lost' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), dispute: fc.integer({ min: 0, max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renew' as const), months: fc.constantFrom(1, 3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change-terms' as const), price: fc.integer({ min: 90_001, max: 310_003 }), keepsPricing: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('agree-late-fees' as const), daily: fc.constantFrom(500, 777, 3_000), fromDay: fc.constantFrom(1, 1, 4, 16), cap: fc.constantFrom(null, null, 9_000) }) },
  { weight: 1, arbitrary: one('end-late-fees') as fc.Arbitrary<Deed> },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('waive-late-fee' as const), fee: some }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('call' as const), minutes: fc.integer({ min: 1, max: 300 }), daysBack: fc.constantFrom(0, 1, 33) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('re-rate' as const), fen: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: one('prepay') as fc.Arbitrary<Deed> },
  { weight: 1, arbitrary: one('postpay') as fc.Arbitrary<Deed> },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('top-up-online' as const), fen: fc.integer({ min: 1, max: 20_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take-back' as const), topUp: some, percent: fc.constantFrom(30, 100) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decide-top-up' as const), taken: some, as: fc.constantFrom('won' as const, 'lost' as const) }) },
  { weight: 2, arbitrary: fc.record({
    do: fc.constant('collect' as const), card: fc.constantFrom('pays' as const, 'pays' as const, 'insufficient_funds' as const, 'lost_card' as const),
    days: fc.constantFrom<readonly number[]>([0, 1, 3, 7], [-3, 5], [2], [0, 20, 40]),
  }) },
  { weight: 1, arbitrary: one('stop-collecting') as fc.Arbitrary<Deed> },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('outage' as const), daysBack: fc.constantFrom(1, 1, 9, 40), days: fc.integer({ min: 1, max: 5 }), hours }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('maintenance' as const), daysBack: fc.constantFrom(1, 1, 9, 40), hours, excess: fc.integer({ min: 0, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('top-up' as const), fen: fc.integer({ min: 1, max: 20_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pay-refund' as const), percent: fc.constantFrom(50, 100, 120) }) },
  { weight: 2, arbitrary: one('nothing') as fc.Arbitrary<Deed> },
);

const pricing: fc.Arbitrary<StoryPricing> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(LIST_ONLY) },
  { weight: 2, arbitrary: fc.record({
    tiers: fc.constantFrom('none' as const, 'graduated' as const, 'volume' as const), discountPercent: fc.constantFrom(0, 7), freeSeats: fc.constantFrom(0, 0, 1, 2), fees: fc.boolean(),
    minutes: fc.constantFrom(0, 0, 45, 200),
  }) },
);

const terms: fc.Arbitrary<Terms> = fc.record({
  price: fc.constantFrom(200_000, 100_001, 99_999), depositMonths: fc.constantFrom(1, 1, 2, 0), anchor: fc.constantFrom('start-day' as const, 'calendar' as const),
  dayCount: fc.constantFrom('actual' as const, 'fixed30' as const), accrues: fc.boolean(), taxPercent: fc.constantFrom('6', '7.25'),
  startOn: fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-10'), months: fc.constantFrom(3, 6, 12), pricing,
  service: fc.constantFrom('by-time' as const, 'by-time' as const, 'by-days' as const, 'within-bounds' as const),
});

export function anyStory(most: number): fc.Arbitrary<Story> {
  // Mostly days, sometimes weeks: arrears need a fortnight, closes a month.
  const days = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 9 }) }, { weight: 2, arbitrary: fc.integer({ min: 10, max: 35 }) });
  return fc.record({ terms, seats, deeds: fc.array(fc.record({ days, deed }), { minLength: 4, maxLength: most, size: 'max' }) });
}

/** A story as a person reads it, for what a failure prints. */
export function tell({ terms: agreed, seats: first, deeds }: Story): string {
  let on = 0;
  const lines = deeds.map(({ days, deed: { do: name, ...of } }) => `day ${(on += days)}: ${name} ${Object.entries(of).map(([key, value]) => `${key} ${value}`).join(', ')}`);
  return [`${JSON.stringify(agreed)}, ${first} seat(s)`, ...lines].join('\n');
}
