import { type Clock, type Instant, SYSTEM_CLOCK } from '@seatline/kernel';

/** From this instant of the machine on, the story is so far ahead of it (or, negative, behind). */
export interface Jump {
  readonly machineAt: Instant;
  readonly aheadMilliseconds: number;
}

/**
 * The time that a story is told in: the machine's own, with jumps. It runs on by itself, so calls and timers are real; what happened before a jump keeps the
 * time that it had then.
 */
export class StoryClock implements Clock {
  private readonly jumps: Jump[];

  /** @param jumps at least one, in their order. */
  constructor(jumps: readonly Jump[]) {
    this.jumps = [...jumps];
  }

  static startingAt(at: Instant): StoryClock {
    return new StoryClock([jumpTo(at)]);
  }

  now(): Instant {
    return this.told(SYSTEM_CLOCK.now());
  }

  /** What the story calls an instant of the machine. */
  told(machineAt: Instant): Instant {
    const jump = this.jumps.findLast((each) => each.machineAt <= machineAt) ?? this.jumps[0];
    return (machineAt + (jump?.aheadMilliseconds ?? 0)) as Instant;
  }

  follow(jump: Jump): void {
    this.jumps.push(jump);
  }

  get soFar(): readonly Jump[] {
    return this.jumps;
  }
}

export function jumpTo(at: Instant): Jump {
  const machineAt = SYSTEM_CLOCK.now();
  return { machineAt, aheadMilliseconds: at - machineAt };
}
