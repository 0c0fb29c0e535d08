import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simulateStory } from '../../src/index';
import { anyStory } from './any-story';
import { simulateNaively } from './naive-result';

const DEFAULT_SEED = 20260131;
const seed = Number(process.env.SEATLINE_SEED ?? DEFAULT_SEED);
const numRuns = process.env.SEATLINE_SOAK ? 10_000 : 150;
const SOAK_MINUTES = 60;

describe('simulate, beside a model that was written from the contract alone and counts every day', () => {
  it(
    'gives the same result, field by field, for random stories',
    () => {
      fc.assert(
        fc.property(anyStory, (story) => {
          const simulation = simulateStory(story);
          if (!simulation.ok) throw new Error(simulation.faults.join('\n'));
          expect(simulation.result).toEqual(simulateNaively(story));
        }),
        { seed, numRuns },
      );
    },
    SOAK_MINUTES * 60_000,
  );
});
