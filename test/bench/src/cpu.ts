import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const TICKS_A_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  readonly ofEndedChildren: number;
}

/**
 * Seconds of processor time that this process and a PostgreSQL server have used since they began: what other programs on the machine do does not add to
 * it. Null where the system does not tell (it takes Linux's /proc).
 * @param postmaster the server's first process, the parent of all others.
 */
export function cpuSecondsOf(postmaster: number): number | null {
  const server = timesOf(postmaster);
  if (!server) return null;
  const { user, system } = process.cpuUsage();
  let ticks = server.own + server.ofEndedChildren;
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : null;
    if (times?.parent === postmaster) ticks += times.own + times.ofEndedChildren;
  }
  return (user + system) / 1e6 + ticks / TICKS_A_SECOND;
}

/** The parent of a process, such as of a connection's own; null where it cannot be seen. */
export function parentOf(pid: number): number | null {
  return timesOf(pid)?.parent ?? null;
}

function timesOf(pid: number): ProcessTimes | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // it has just ended, or this is no Linux
  }
  // The second field is the program's name in parentheses, which may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { parent, own: user + system, ofEndedChildren: endedUser + endedSystem };
}
