const SECONDS_PER_MINUTE = 60;

/** Minutes as they are told: whole ones, and seconds only where there are any. 18600: 310; 90: 1:30. */
export function minutesText(seconds: number, number: (value: number) => string): string {
  const rest = seconds % SECONDS_PER_MINUTE;
  const minutes = number(Math.floor(seconds / SECONDS_PER_MINUTE));
  return rest === 0 ? minutes : `${minutes}:${String(rest).padStart(2, '0')}`;
}

/** How much of a pool is used, in whole percent; never 100 while something is left. */
export function usedPercent({ seconds, usedSeconds }: { seconds: number; usedSeconds: number }): number {
  return seconds === 0 ? 0 : Math.floor((usedSeconds * 100) / seconds);
}
