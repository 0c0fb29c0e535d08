import type { Instant } from '@seatline/kernel';
import type { TimeBand } from './time-band';

/**
 * Which numbers a row prices: `e164` numbers in international form, `short` the country's short numbers (10086, 95588), `service` its numbers of no place
 * (400, 800), `internal` extensions. Each is looked up in its own table and never in another's, so that 10086 is not a number of Beijing (+86 10).
 */
export const DECK_TABLES = ['e164', 'short', 'service', 'internal'] as const;
export type DeckTable = (typeof DECK_TABLES)[number];

/** One price of a rate deck: what a call to numbers with this prefix costs while the row is in force. */
export interface DeckRow {
  /** 1 to 15 digits, without a plus: of a short number all of it, of the others their beginning, service numbers as they are dialled at home. */
  readonly prefix: string;
  /** Left out: `e164`. */
  readonly table?: DeckTable;
  /** Left out: the prefix's usual price, at every hour that no band of it has. */
  readonly band?: TimeBand;
  /** A call of no more than so many seconds is free. Left out: 0. */
  readonly graceSeconds?: number;
  /** Millionths of the currency's major unit for 60 billed seconds. */
  readonly perMinuteMicros: bigint;
  /** Millionths of the currency's major unit for every answered call. */
  readonly connectMicros: bigint;
  /** An answered call is billed at least this long. 0: no minimum beyond the increment. */
  readonly initialSeconds: number;
  /** After the initial seconds every started increment counts whole; at least 1. */
  readonly incrementSeconds: number;
  /** The first instant in force; null: since ever. */
  readonly effectiveFrom: Instant | null;
  /** The first instant no longer in force; null: for good. */
  readonly effectiveTo: Instant | null;
}

/** Which row of a deck it is, as lists name it: `86`, `86 mon-fri 18:00-24:00`, `short 10086`. */
export function rowName(prefix: string, table: DeckTable = 'e164', bandText: string | null = null): string {
  return [table === 'e164' ? '' : table, prefix, bandText ?? ''].filter((part) => part !== '').join(' ');
}
