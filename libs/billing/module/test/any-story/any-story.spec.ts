import { expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { anyStory, tell } from './deeds';
import { livesAsTold } from './lives-as-told';
import { RARE_PAIRS } from './rare-pairs';

jest.setTimeout(7_200_000);

const SOAK = process.env['SEATLINE_SOAK'] !== undefined;
const BY_HAND = process.env['SEATLINE_STORIES'];
/** How many are drawn; by hand as many as one likes, however long they take. */
const STORIES = Number(BY_HAND ?? (SOAK ? 300 : 6));
const ENOUGH_MILLISECONDS = SOAK || BY_HAND !== undefined ? 3_600_000 : 60_000;

it('any story lived on tables is, after every deed, what a naive reader of the list of deeds makes of it', async () => {
  const asked = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(anyStory(SOAK ? 40 : 22), async (story) => {
      try {
        for (const deed of await livesAsTold(story)) asked.set(deed, (asked.get(deed) ?? 0) + 1);
      } catch (error) {
        throw new Error(`${tell(story)}\n\n${(error as Error).message}`, { cause: error });
      }
    }),
    { numRuns: STORIES, endOnFailure: BY_HAND !== undefined, interruptAfterTimeLimit: ENOUGH_MILLISECONDS, markInterruptAsFailure: false },
  );
  expect(asked.size).toBeGreaterThan(SOAK ? 30 : 4); // deeds and refusals of so many kinds
});

it.each(Object.keys(RARE_PAIRS))('%s', async (name) => {
  const { story, asked } = RARE_PAIRS[name]!;
  expect(await livesAsTold(story)).toEqual(asked);
});
