import { afterEach, describe, expect, it } from '@jest/globals';
import { readStory, runStory, simulateStory } from '@seatline/billing-domain';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { SimulateLease } from '../src/use-cases/simulate-lease';
import { STORIES } from './stories';
import { LivedStory } from './told-story';

let lived: LivedStory | null = null;
afterEach(async () => {
  await lived?.harness.stop();
  lived = null;
});

async function resultOf(story: LivedStory, json: object): Promise<unknown> {
  const { until } = json as { until: string };
  return story.harness.app.get(SimulateLease).run(story.tenantId, await story.leaseId(), { events: [], until });
}

describe('a lease on tables lives a story as simulate tells it', () => {
  it.each(Object.keys(STORIES))('%s', async (name) => {
    const json = STORIES[name]!;
    lived = await LivedStory.live(json, true);
    expect(simulateStory(JSON.stringify(json))).toEqual({ ok: true, result: await resultOf(lived, json) });
    // The rows make the engine's own book again, but for the instant up to which nothing was left to do.
    const read = readStory(JSON.stringify(json));
    const told = read.ok ? runStory(read.story).book : null;
    expect(await lived.book()).toEqual({ ...told, advancedTo: expect.any(Number) });
    // What happened, done again from the opening on, comes to the same; and nothing was lost or counted twice on the way.
    expect(await lived.replayed(lived.story.until)).toEqual(told);
    expect(await lived.harness.app.get(CheckConservation).run()).toEqual([]);
    // And every invoice of it, computed again from its sources, is the one that was issued.
    expect(await lived.differences()).toEqual([]);
  });

  it('whether the sweep looks at every due instant or not for months: calls', async () => {
    const json = STORIES['calls in time, late, unanswered, inbound, without a price']!;
    lived = await LivedStory.live(json, false);
    expect(simulateStory(JSON.stringify(json))).toEqual({ ok: true, result: await resultOf(lived, json) });
  });
});
