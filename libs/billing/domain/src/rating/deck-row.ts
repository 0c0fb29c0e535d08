import type { Instant } from '@seatline/kernel';

/** One price of a rate deck: what a call to numbers with this prefix costs while the row is in force. */
export interface DeckRow {
  /** 1 to 15 digits, without a plus. */
  readonly prefix: string;
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
