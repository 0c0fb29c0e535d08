import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { afterProbe, type CarrierWatch } from './carrier-watch';

const NEVER: CarrierWatch = { lastProbedAt: null, failing: null, out: false };

/** Probes as `seconds` answered, `!seconds` not; what came of them as `+from` and `-until`. */
function told(story: string, from: CarrierWatch = NEVER): string {
  const said: string[] = [];
  let watch = from;
  for (const word of story.split(' ')) {
    const reached = !word.startsWith('!');
    const after = afterProbe(watch, { at: (Number(word.replace('!', '')) * 1000) as Instant, reached });
    if (after.began) said.push(`+${after.began.fromAt / 1000}`);
    if (after.ended) said.push(`-${after.ended.untilAt / 1000}`);
    watch = after.watch;
  }
  return said.join(' ');
}

describe('a carrier that is watched', () => {
  it.each([
    ['answers', '0 15 30', ''],
    ['fails once, twice, and answers', '0 !15 30 !45 !60 75', ''],
    ['fails three times: out from the first on', '0 !15 !30 !45', '+15'],
    ['is out once, however often it fails on', '0 !15 !30 !45 !60 !75', '+15'],
    ['is back with the first answer', '0 !15 !30 !45 60 75', '+15 -60'],
    ['fails twice, answers, fails twice: no row of three', '0 !15 !30 45 !60 !75', ''],
    ['is out twice', '0 !15 !30 !45 60 !75 !90 !105 120', '+15 -60 +75 -120'],
    ['is out when the watch begins', '!0 !15 !30', '+0'],
    ['fails, and nobody probes for more than a minute: unknown, so the row begins anew', '0 !15 !30 !91 !106', ''],
    ['… and is out from then on', '0 !15 !30 !91 !106 !121', '+91'],
    ['a minute without a probe is still watched', '0 !15 !30 !90', '+15'],
    ['out, unwatched, back: out until the last failed probe', '0 !15 !30 !45 3600', '+15 -45'],
    ['out, unwatched, still out: out all along', '0 !15 !30 !45 !3600 3615', '+15 -3615'],
    ['out, unwatched twice, then back: out until the last failed probe', '0 !15 !30 !45 !3600 7200', '+15 -3600'],
    ['a probe that comes late says nothing', '0 !15 !30 15 30 !45', '+15'],
  ])('%s', (_, story, expected) => expect(told(story)).toBe(expected));
});
