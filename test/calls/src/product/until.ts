import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 50;

/** Waits until something is so; fails with what it was last. The limit is generous: it ends a run that hangs and measures nothing. */
export async function until<Value>(what: string, read: () => Value | Promise<Value>, holds: (value: Value) => boolean, seconds = 40): Promise<Value> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))}`);
    await sleep(STEP_MS);
  }
}
