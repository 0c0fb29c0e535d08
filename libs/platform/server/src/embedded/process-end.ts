/** Processes that must not outlive this one, each with the promise of its end. */
const dependants = new Map<number, Promise<unknown>>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let watching = false;

/**
 * Ends the process with SIGINT when this one exits by whatever way it can still notice. A signal is acted on only while the program has
 * no handler of its own for it (during start-up); afterwards its own orderly shutdown is in charge.
 */
export function endWithThisProcess(pid: number, gone: Promise<unknown>): void {
  dependants.set(pid, gone);
  void gone.finally(() => dependants.delete(pid));
  if (watching) return;
  watching = true;
  process.on('exit', interruptAll);
  for (const signal of signals) process.on(signal, endUnlessHandled);
}

function endUnlessHandled(signal: NodeJS.Signals): void {
  if (process.listeners(signal).some((listener) => listener !== endUnlessHandled)) return;
  const ends = [...dependants.values()];
  interruptAll();
  void Promise.allSettled(ends).then(() => {
    process.off(signal, endUnlessHandled);
    process.kill(process.pid, signal);
  });
}

function interruptAll(): void {
  for (const pid of dependants.keys()) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It ended by itself in the same moment.
      dependants.delete(pid);
    }
  }
}
