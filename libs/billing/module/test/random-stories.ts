import fc from 'fast-check';
import { STORIES } from './stories';

const { contract, deck } = STORIES['the story of simulate.md'] as { contract: object; deck: object[] };

/** Days from the opening on at which something is asked, and what. */
const deeds = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 200 }),
    act: fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('pay'), amount: fc.integer({ min: 1, max: 20_000 }).map((yuan) => `${yuan}.37`) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('pay'), amount: fc.integer({ min: 1, max: 20_000 }).map(String), for: fc.constant('order') }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('add-seats'), seats: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('remove-seats'), seats: fc.integer({ min: 1, max: 3 }), when: fc.constantFrom('now', 'period-end') }) },
    ),
  }),
  { minLength: 4, maxLength: 12 },
);

const anyRandomStory = fc
  .record({
    deeds, seats: fc.integer({ min: 1, max: 5 }), endsAfterDays: fc.option(fc.integer({ min: 40, max: 150 })),
    terms: fc.record({
      anchor: fc.constantFrom('start-day', 'calendar'), dayCount: fc.constantFrom('actual', 'fixed30'), rentAccruesWhileSuspended: fc.boolean(),
      seatMonthly: fc.integer({ min: 100, max: 3000 }).map((yuan) => `${yuan}.01`), taxPercent: fc.constantFrom('0', '6', '7.25'),
    }),
  })
  .map(({ deeds: asked, seats, endsAfterDays, terms }) => {
    const dayAt = (day: number): string => new Date(Date.UTC(2026, 1, 3 + day, 2)).toISOString();
    const ending = endsAfterDays === null ? [] : [{ at: dayAt(endsAfterDays - 20), do: 'end-lease', on: dayAt(endsAfterDays).slice(0, 10) }];
    const events = [...asked.map(({ day, act }) => ({ at: dayAt(day), ...act })), ...ending].sort((a, b) => (a.at < b.at ? -1 : 1));
    return {
      zone: 'Asia/Shanghai', currency: 'CNY', deck, contract: { ...contract, ...terms, term: { startOn: '2026-02-10', months: 6 } },
      events: [{ at: dayAt(-1), do: 'open-lease', seats }, ...events], until: dayAt(320),
    };
  });

/** Stories of a lease in which anything may be asked on any day after its opening. */
export function randomStories(count: number, seed: number): object[] {
  return fc.sample(anyRandomStory, { numRuns: count, seed });
}
