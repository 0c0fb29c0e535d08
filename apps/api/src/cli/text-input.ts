import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { asCommandFault } from './command-fault';

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/** The bytes of a file, or of standard input for `-`, chunk by chunk. @throws CommandFault when it is not there, is a folder, or fails. */
export async function* readInput(path: string, standardInput: Readable): AsyncGenerator<Buffer> {
  const source: AsyncIterable<Buffer | string> = path === STANDARD_INPUT ? standardInput : createReadStream(path);
  try {
    for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (cause) {
    throw asCommandFault(`${path}: cannot be read`, cause);
  }
}
