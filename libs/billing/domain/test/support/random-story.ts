import fc from 'fast-check';
import { addDays, civilDate, formatInstant, type Instant, startOfDay, zone } from '@seatline/kernel';
import { CHINA_DECK, type WrittenEvent, type WrittenStory } from './told';

const START = civilDate('2026-01-31');
const STORY_DAYS = 260;

/** Where the clocks change, where they do not, and far from Greenwich. */
const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Auckland', 'UTC');

/** Hours of the day that meet the engine's own instants, and some that do not. */
const hours = fc.constantFrom(0, 0, 0.5, 9, 12, 23.999);

interface RawEvent {
  readonly day: number;
  readonly hour: number;
  readonly act: Readonly<Record<string, unknown>> & { readonly do: string };
  readonly answeredDaysBefore: number;
}

const seats = fc.integer({ min: 1, max: 4 });
const acts = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add-seats'), seats }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove-seats'), seats, when: fc.constantFrom('now', 'period-end') }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pay'), amount: fc.integer({ min: 1, max: 20_000 }).map(String) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay'), amount: fc.integer({ min: 1, max: 20_000 }).map(String), for: fc.constant('order') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold-arrears'), untilOn: fc.integer({ min: 0, max: STORY_DAYS }).map((day) => addDays(START, day)), reason: fc.constant('promise') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end-lease'), on: fc.integer({ min: 60, max: STORY_DAYS }).map((day) => addDays(START, day)) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('call'), direction: fc.constantFrom('outbound', 'outbound', 'inbound'), to: fc.constantFrom('+8613800138000', '4930'), milliseconds: fc.integer({ min: 0, max: 9_000_000 }) }) },
);

const contracts = fc.record({
  anchor: fc.constantFrom('start-day', 'calendar'), dayCount: fc.constantFrom('actual', 'fixed30'),
  seatMonthly: fc.integer({ min: 1, max: 3000 }).map(String), taxPercent: fc.constantFrom('0', '6', '7.25'), depositMonths: fc.integer({ min: 0, max: 2 }),
  invoiceLeadDays: fc.constantFrom(0, 3, 7, 40), rentGraceDays: fc.constantFrom(0, 2, 15), telephoneGraceDays: fc.constantFrom(0, 30),
  usageCloseHours: fc.constantFrom(0, 48, 1000), rentAccruesWhileSuspended: fc.boolean(),
  term: fc.record({ startOn: fc.integer({ min: -20, max: 30 }).map((day) => addDays(START, day)), months: fc.integer({ min: 1, max: 8 }) }),
});

/** Stories in which anything may be asked at any time, sound in form. Instants fall on local midnights more often than chance would have it. */
export const anyStory: fc.Arbitrary<WrittenStory> = fc
  .record({
    name: zones, currency: fc.constantFrom('CNY', 'JPY', 'KWD'), contract: contracts, openedSeats: seats, openedDay: fc.integer({ min: -30, max: 20 }), openedHour: hours,
    raw: fc.array(fc.record({ day: fc.integer({ min: -25, max: STORY_DAYS }), hour: hours, act: acts, answeredDaysBefore: fc.integer({ min: 0, max: 40 }) }), { maxLength: 25 }),
  })
  .map(({ name, currency, contract, openedSeats, openedDay, openedHour, raw }) => {
    const inZone = zone(name);
    const at = (day: number, hour: number): string => formatInstant((startOfDay(addDays(START, day), inZone) + Math.floor(hour * 3_600_000)) as Instant, inZone);
    const write = ({ day, hour, act, answeredDaysBefore }: RawEvent, place: number): WrittenEvent => (
      act.do === 'call' ? { at: at(day, hour), ...act, id: `c${place}`, answeredAt: at(day - answeredDaysBefore, hour) } : { at: at(day, hour), ...act }
    );
    return {
      zone: name, currency, contract, deck: CHINA_DECK,
      events: [{ at: at(openedDay, openedHour), do: 'open-lease', seats: openedSeats }, ...raw.map(write)],
      until: at(STORY_DAYS + 60, 0),
    };
  });
