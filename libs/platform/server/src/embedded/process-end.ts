import { readFileSync } from 'node:fs';

/** Processes that must not outlive this one. */
const dependants = new Set<number>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const patienceMs = 15_000;
let watching = false;

/**
 * Ends the process with SIGINT, and waits for its end, when this one exits by whatever way it can still notice. A signal is acted on only
 * while the program has no handler of its own for it (during start-up); afterwards its own orderly shutdown is in charge.
 */
export function endWithThisProcess(pid: number, gone: Promise<unknown>): void {
  dependants.add(pid);
  void gone.finally(() => dependants.delete(pid));
  if (watching) return;
  watching = true;
  process.on('exit', endAll);
  for (const signal of signals) process.on(signal, endUnlessHandled);
}

function endUnlessHandled(signal: NodeJS.Signals): void {
  if (process.listeners(signal).some((listener) => listener !== endUnlessHandled)) return;
  endAll();
  process.off(signal, endUnlessHandled);
  process.kill(process.pid, signal);
}

/** Waits without yielding: the program must not go on and complain of a database that leaves because the program does. */
function endAll(): void {
  const asked = [...dependants].filter(interrupt);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; waitedMs < patienceMs && asked.some(isRunning); waitedMs += 10) Atomics.wait(clock, 0, 0, 10);
}

function interrupt(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGINT');
  } catch {
    // It ended by itself in the same moment.
    return false;
  }
}

/** A child that ended stays listed as a zombie until the event loop, which is not running now, collects it. Elsewhere than on Linux nobody can tell. */
function isRunning(pid: number): boolean {
  try {
    return process.platform === 'linux' && !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // No such process any more.
    return false;
  }
}
