import type { Writable } from 'node:stream';
import { asCommandFault } from './command-fault';

/** Thrown by a write after the reader of our output has left, as `head` does: nobody wants the rest. */
export class ReaderGone extends Error {
  constructor() {
    super('the reader of the output is gone');
  }
}

/** A stream of text that is written no faster than it is read, so that nothing piles up in memory. */
export interface TextOutput {
  /** Resolves when the stream took the text. @throws ReaderGone when it is closed; CommandFault when the disk is full and the like. */
  readonly write: (text: string) => Promise<void>;
}

export function textOutput(stream: Writable, name: string): TextOutput {
  stream.on('error', () => undefined); // reported to the write that met it, or found closed by the next one
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (failure) => {
          if (!failure) resolve();
          else reject(isClosed(failure) ? new ReaderGone() : asCommandFault(name, failure));
        });
      }),
  };
}

const CLOSED = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];

function isClosed(failure: Error): boolean {
  return 'code' in failure && CLOSED.includes(String(failure.code));
}
