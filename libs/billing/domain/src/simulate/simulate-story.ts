import { readStory } from './read-story';
import { resultOf, type SimulationResult } from './result';
import { runStory } from './run-story';

export type Simulation = { readonly ok: true; readonly result: SimulationResult } | { readonly ok: false; readonly faults: readonly string[] };

/**
 * `seatline simulate`: reads a lease told as a dated story and gives what becomes of it, by the very functions that bill a real lease. Nothing of the
 * outside is touched: no clock, no database. A story with faults is not told at all, and every fault is one line. Source: simulate.md.
 */
export function simulateStory(jsonText: string): Simulation {
  const read = readStory(jsonText);
  if (!read.ok) return read;
  return { ok: true, result: resultOf(runStory(read.story)) };
}
