import { expect, it } from '@jest/globals';
import { findBreaches } from '@seatline/billing-domain';
import { addDays, civilDate } from '@seatline/kernel';
import fc from 'fast-check';
import { naiveAccount } from './account';
import type { Act } from './acts';
import { anyStory, type Story, tell } from './deeds';
import { engineAccount, EngineLease } from './engine-lease';
import { meaningOf } from './meaning';
import { NaiveStory } from './naive-story';

const OPENED_ON = civilDate('2026-01-28');

const STORIES = process.env['SEATLINE_STORIES'];

/** What only tables know of. */
const NOT_THE_ENGINES = new Set(['re-rate', 'prepay', 'postpay', 'top-up', 'top-up-online', 'take-back', 'decide-top-up', 'collect', 'stop-collecting', 'plan-version']);

function runsAsTold(story: Story): void {
  const engine = new EngineLease(story, OPENED_ON);
  const acts: Act[] = [];
  let today = OPENED_ON;
  const compare = (when: string): NaiveStory => {
    const told = NaiveStory.told(story, OPENED_ON, acts, today);
    expect({ when, ...engineAccount(engine.book), breaches: findBreaches(engine.book) }).toEqual({ when, ...naiveAccount(told), breaches: [] });
    return told;
  };
  for (const { days, deed } of story.deeds) {
    today = addDays(today, days);
    engine.wakeOn(today);
    const act = meaningOf(compare(`${today} before ${deed.do}`), deed, story.terms.pricing);
    if (act === null || NOT_THE_ENGINES.has(act.do)) continue;
    acts.push(act);
    const granted = engine.perform(act);
    expect({ ...act, granted }).toEqual({ ...act, granted: !compare(`${today} after ${deed.do}`).refused });
  }
  today = addDays(today, 200);
  engine.wakeOn(today);
  compare('two hundred days later');
}

it('any story that the engine runs is what a naive reader makes of it', () => {
  fc.assert(
    fc.property(anyStory(40), (story) => {
      try {
        runsAsTold(story);
      } catch (error) {
        throw new Error(`${tell(story)}\n\n${(error as Error).message}`, { cause: error });
      }
    }),
    { numRuns: Number(STORIES ?? (process.env['SEATLINE_SOAK'] ? 2_000 : 20)), endOnFailure: STORIES !== undefined },
  );
});
