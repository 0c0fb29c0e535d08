import type { DemoTime } from './demo-time';

/** Somebody does something so many days ago; within an hour in the order written. */
export interface Act {
  readonly day: number;
  readonly hour: number;
  readonly happens: () => Promise<void>;
}

export async function play(time: DemoTime, acts: readonly Act[]): Promise<void> {
  const inOrder = acts.map((act, place) => ({ act, place })).sort((a, b) => b.act.day - a.act.day || a.act.hour - b.act.hour || a.place - b.place);
  for (const { act } of inOrder) {
    await time.comes(act.day, act.hour);
    await act.happens();
  }
}
