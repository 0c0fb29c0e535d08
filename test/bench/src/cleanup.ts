/** What has been begun outside of this process and has to be ended, whether the bench comes to its end or is broken off. */
const open = new Set<() => Promise<void>>();

/** Remembers how to end something. @returns the way to end it, which does so once. */
export function toBeEnded(end: () => Promise<void>): () => Promise<void> {
  const once = async (): Promise<void> => {
    if (open.delete(once)) await end();
  };
  open.add(once);
  return once;
}

/** Ends everything, the last first. What cannot be ended does not keep the others from it. */
export async function endEverything(): Promise<void> {
  for (const end of [...open].reverse()) await end().catch((cause: unknown) => process.stderr.write(`${String(cause)}\n`));
}
