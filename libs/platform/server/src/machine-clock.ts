import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { randomUUID } from 'node:crypto';
import { type Clock, SYSTEM_CLOCK } from '@seatline/kernel';

/** A machine's clock with what stands beside it: the time since the machine's start, which counts through its sleep and which nobody can set. */
export interface MachineClock extends Clock {
  uptimeMs(): number;
  /** One start of one machine, or of one container on it: uptimes of different ones cannot be compared. */
  readonly machine: string;
}

/** Whether time can be checked. A story's clock is moved by its story, which is always right. */
export function isMachineClock(clock: Clock): clock is MachineClock {
  return 'uptimeMs' in clock && 'machine' in clock;
}

/** Where the system does not name its starts, each process stands for itself. */
function thisStart(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${hostname()}`;
  } catch {
    return `${randomUUID()} ${hostname()}`; // no Linux: the file is not there
  }
}

export const MACHINE_CLOCK: MachineClock = { now: () => SYSTEM_CLOCK.now(), uptimeMs: () => Math.round(uptime() * 1000), machine: thisStart() };
