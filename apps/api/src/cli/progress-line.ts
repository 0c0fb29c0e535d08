import type { Writable } from 'node:stream';

const STEP = 100_000;
const ERASE_LINE = '\r\u001b[K';

/** A line on a terminal that says how far the work is; nothing at all where standard error is a file or a pipe. */
export interface ProgressLine {
  readonly advance: (count: number) => void;
  /** Takes the line away, so that what is written next begins at the margin. */
  readonly clear: () => void;
}

export function progressLine(stream: Writable & { readonly isTTY?: boolean }, noun: string): ProgressLine {
  if (stream.isTTY !== true) return { advance: () => undefined, clear: () => undefined };
  let shown = 0;
  return {
    advance: (count) => {
      if (count < shown + STEP) return;
      shown = count - (count % STEP);
      stream.write(`\r${shown.toLocaleString('en')} ${noun}`);
    },
    clear: () => {
      if (shown > 0) stream.write(ERASE_LINE);
    },
  };
}
