import type { DeckTable } from '../rating/deck-row';
import { compareFields, type InvoiceDifference } from './difference';

/** What a call was billed for, and how that came about. */
export interface CallOutcome {
  readonly prefix: string | null;
  /** The row's table and time band, for calls whose prefix is not all that there is to it. */
  readonly table?: DeckTable | null;
  readonly band?: string | null;
  readonly billedSeconds: number | null;
  /** Null for a call that nobody can price. */
  readonly costMicros: bigint | null;
}

/** A call on a telephone line: as it was rated when it was billed, and rated again by the same version of the deck. */
export interface CallRatedTwice {
  readonly id: string;
  readonly line: number;
  readonly stored: CallOutcome;
  readonly again: CallOutcome;
}

/** What differs in one call between its stored rating and the one made again: prefix, billed seconds, cost. Nothing: the call is right. */
export function verifyCall({ id, line, stored, again }: CallRatedTwice): InvoiceDifference[] {
  return compareFields(stored, again).map((each) => ({ line, subject: { kind: 'call', id }, ...each }));
}
