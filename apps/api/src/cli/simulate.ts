import { readFile } from 'node:fs/promises';
import { simulateStory } from '@seatline/billing-domain';

/** What a command reads from and writes to: the process's own streams, or a test's. */
export interface SimulateStreams {
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const EXIT_DONE = 0;
const EXIT_FAULTY = 2;

/**
 * `seatline simulate story.json`, or `-` for standard input: one JSON object on standard output and exit code 0; a story with faults, and a file that
 * cannot be read, give one line per fault on standard error, nothing on standard output, and exit code 2.
 */
export async function runSimulate(pathOrDash: string, streams: SimulateStreams): Promise<number> {
  const read = await readText(pathOrDash, streams.stdin);
  if ('fault' in read) {
    streams.stderr.write(`${read.fault}\n`);
    return EXIT_FAULTY;
  }
  const simulation = simulateStory(read.text);
  if (!simulation.ok) {
    streams.stderr.write(`${simulation.faults.join('\n')}\n`);
    return EXIT_FAULTY;
  }
  streams.stdout.write(`${JSON.stringify(simulation.result, null, 2)}\n`);
  return EXIT_DONE;
}

async function readText(pathOrDash: string, stdin: SimulateStreams['stdin']): Promise<{ text: string } | { fault: string }> {
  try {
    if (pathOrDash !== '-') return { text: await readFile(pathOrDash, 'utf8') };
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    return { text: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    return { fault: `${pathOrDash === '-' ? 'standard input' : pathOrDash}: cannot be read (${error instanceof Error ? error.message : String(error)})` };
  }
}
