import type { Readable, Writable } from 'node:stream';
import { compileDeck } from '@seatline/billing-domain';
import { parseZone, RATE_DECIMALS, type Zone } from '@seatline/kernel';
import type { CallRating } from './call-file';
import { CallRun } from './call-run';
import { CommandFault } from './command-fault';
import { readCsvRecords } from './csv-records';
import { readDeckFile } from './deck-file';
import { instantReader } from './instant-reader';
import { progressLine } from './progress-line';
import { readInput, STANDARD_INPUT } from './text-input';
import { ReaderGone, textOutput } from './text-output';

export interface RateOptions {
  /** Path of the deck. */
  readonly deck: string;
  /** Path of the calls; `-` is standard input. */
  readonly calls: string;
  /** The zone of instants that are written without an offset. */
  readonly zone?: string;
  /** Decimals to which each cost is rounded, once; text as the command line gives it. */
  readonly digits?: number | string;
}

export interface RateStreams {
  readonly out: Writable;
  readonly err: Writable & { readonly isTTY?: boolean };
  /** Where `-` reads from; the process's own by default. */
  readonly in?: Readable;
}

const DEFAULT_ZONE = 'Asia/Shanghai';
/** A rate has 6 decimals and a second is a sixtieth of a minute: more decimals than these are noise. */
const MOST_DIGITS = 12;

const DONE = 0;
const FAULTY = 2;

/**
 * `seatline rate`: rates a file of calls by a rate deck, without a database. The result is CSV on `out`, everything else goes to `err`.
 * With a faulty deck nothing is rated; a faulty call is told of and the rest is rated. A reader that leaves early, as `head` does, ends the work
 * without a word.
 * @returns the exit code: 0, or 2 when anything was faulty.
 */
export async function runRate(options: RateOptions, streams: RateStreams): Promise<number> {
  const out = textOutput(streams.out, 'standard output');
  const err = textOutput(streams.err, 'standard error');
  const progress = progressLine(streams.err, 'calls rated');
  const standardInput = streams.in ?? process.stdin;
  let run: CallRun | null = null;
  try {
    const { zone, digits } = readSettings(options);
    const { rating, faults } = await readRating(options.deck, standardInput, zone, digits);
    if (rating === null) {
      await err.write(faults.join(''));
      return FAULTY;
    }
    run = new CallRun(options.calls, rating, { out, err, progress });
    await readCsvRecords(readInput(options.calls, standardInput), run);
    await run.finish();
    return run.faulty ? FAULTY : DONE;
  } catch (cause) {
    if (cause instanceof ReaderGone) return run?.faulty === true ? FAULTY : DONE;
    if (!(cause instanceof CommandFault)) throw cause;
    progress.clear();
    streams.err.write(`${cause.message}\n`);
    return FAULTY;
  }
}

/** @throws CommandFault when an option makes no sense. */
function readSettings(options: RateOptions): { readonly zone: Zone; readonly digits: number } {
  const zone = parseZone(options.zone ?? DEFAULT_ZONE);
  if (zone === null) throw new CommandFault(`--zone: not a time zone: ${options.zone}`);
  const digits = /^\d{1,2}$/.test(String(options.digits ?? RATE_DECIMALS)) ? Number(options.digits ?? RATE_DECIMALS) : NaN;
  if (!(digits <= MOST_DIGITS)) throw new CommandFault(`--digits: must be a whole number from 0 to ${MOST_DIGITS}`);
  if (options.deck === STANDARD_INPUT && options.calls === STANDARD_INPUT) throw new CommandFault('--deck and --calls: only one of them can be standard input');
  return { zone, digits };
}

interface ReadRating {
  /** Null when the deck cannot be used. */
  readonly rating: CallRating | null;
  /** What is wrong with it, a line each. */
  readonly faults: readonly string[];
}

async function readRating(path: string, standardInput: Readable, zone: Zone, digits: number): Promise<ReadRating> {
  const readInstant = instantReader(zone);
  const instantForm = `must be an instant such as 2026-01-31T09:00:00+08:00, or a date or local time of ${zone} without an offset`;
  const { rows, faults } = await readDeckFile(readInput(path, standardInput), readInstant, instantForm);
  if (faults.length > 0) return { rating: null, faults: faults.map(({ line, message }) => `${path}:${line}: ${message}\n`) };
  return { rating: { deck: compileDeck(rows), digits, readInstant, instantForm }, faults: [] };
}
