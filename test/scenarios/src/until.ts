import { inspect } from 'node:util';

/** Waits until something is so; fails with what it was last. */
export async function until<Value>(what: string, read: () => Value | Promise<Value>, holds: (value: Value) => boolean, seconds = 40): Promise<Value> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`${what}: still ${inspect(value, { depth: 4 })}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
