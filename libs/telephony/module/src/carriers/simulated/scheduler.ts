import type { Clock, Instant } from '@seatline/kernel';

/** Does something later. What it gives back calls it off. */
export interface Scheduler {
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's own time. A pending timer does not keep the process alive. */
export const SYSTEM_SCHEDULER: Scheduler = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that passes only when it is told to: a clock and a scheduler in one, for stories and tests that are the same every time. */
export class VirtualTime implements Clock, Scheduler {
  private current: number;
  private order = 0;
  private due: Due[] = [];

  constructor(start: Instant) {
    this.current = start;
  }

  now(): Instant {
    return this.current as Instant;
  }

  after(milliseconds: number, run: () => void): () => void {
    const entry: Due = { at: this.current + Math.max(0, milliseconds), order: (this.order += 1), run };
    this.due.push(entry);
    return () => {
      this.due = this.due.filter((other) => other !== entry);
    };
  }

  /**
   * Lets time pass: everything that falls due runs in order of its time, and of its making at the same time. Between two of them pending promises get their
   * turn, so that what a listener begins is done at the instant it belongs to.
   */
  async advance(milliseconds: number): Promise<void> {
    const end = this.current + milliseconds;
    for (;;) {
      await settle();
      const next = this.due.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.due = this.due.filter((entry) => entry !== next);
      this.current = next.at;
      next.run();
    }
    this.current = end;
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
