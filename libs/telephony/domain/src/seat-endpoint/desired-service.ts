/** What a seat may do at its carrier; `none`: the carrier does not know it. */
export type WantedService = 'full' | 'emergency-only' | 'none';

export const WANTED_SERVICES: readonly WantedService[] = ['full', 'emergency-only', 'none'];

const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 300;

/**
 * How long to wait, in seconds, before a change is brought to a carrier again after this many failures in a row: 5, 10, 20 … at most 300. For 0
 * failures, and fewer, there is nothing to wait for.
 */
export function retryAfterSeconds(failures: number): number {
  if (failures < 1) return 0;
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(failures - 1, 10));
}
