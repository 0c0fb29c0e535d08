/** After the n-th failed try the next one waits so many seconds; after the last of them a person has to look. */
const WAITS_SECONDS = [30, 120, 600, 1_800, 7_200, 21_600, 43_200] as const;

/** How often a message is tried by itself: at once, and once after each wait; about a day in all. */
export const MOST_SENDING_TRIES = WAITS_SECONDS.length + 1;

/** Seconds until the next try, given how many were left before the one that failed; null when it was the last. */
export function nextSendingTrySeconds(triesLeft: number): number | null {
  const tried = MOST_SENDING_TRIES - triesLeft;
  return WAITS_SECONDS[tried] ?? null;
}
