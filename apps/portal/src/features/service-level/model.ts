/** Seat numbers as people write them: 1, 2, 3, 7 as 1–3, 7. */
export function seatSpans(seats: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const seat of [...seats].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && last[1] + 1 === seat) last[1] = seat;
    else spans.push([seat, seat]);
  }
  return spans.map(([from, through]) => (from === through ? String(from) : `${String(from)}–${String(through)}`)).join(', ');
}
