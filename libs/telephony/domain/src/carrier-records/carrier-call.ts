import type { Instant } from '@seatline/kernel';

/** A call in a carrier's own books: what it will bill us for. */
export interface CarrierCall {
  /** The carrier's own key, unique among a trunk's records. */
  readonly recordId: string;
  /** Our name for the leg, where the carrier keeps it. */
  readonly legId: string | null;
  /** As we see it: `outbound` was sent by us. */
  readonly direction: 'inbound' | 'outbound';
  /** As the carrier writes them; empty when withheld. */
  readonly from: string;
  readonly to: string;
  readonly answeredAt: Instant;
  /** From answer to end, as the carrier counts. */
  readonly seconds: number;
  /** What it costs us, never negative; null where the record says nothing of money, or not yet. */
  readonly price: { readonly micros: bigint; readonly currency: string } | null;
  /** The place in the carrier's books, where it numbers them one by one. */
  readonly sequence: number | null;
}

/** A carrier's records of a time, and of how much of that time it has any. */
export interface CarrierCallList {
  readonly calls: readonly CarrierCall[];
  /** Null: the records do not reach into the time at all. What lies outside of them was not compared, which is not the same as missing. */
  readonly known: { readonly fromAt: Instant; readonly toAt: Instant } | null;
  /** Numbers between the first and the last sequence that no record has. */
  readonly holes: readonly { readonly from: number; readonly to: number }[];
}

/**
 * The holes in a carrier's numbering: runs of numbers between the lowest and the highest that no record has. A hole is a record that was made and did not come.
 * Records without a number, and numbers that come twice, make no hole. Source: billing.md 3 (reconcilers: "a hole is an alarm").
 */
export function sequenceHoles(sequences: readonly (number | null)[]): { readonly from: number; readonly to: number }[] {
  const sorted = sequences.filter((each) => each !== null).sort((a, b) => a - b);
  const holes: { from: number; to: number }[] = [];
  sorted.forEach((sequence, place) => {
    const before = sorted[place - 1];
    if (before !== undefined && sequence > before + 1) holes.push({ from: before + 1, to: sequence - 1 });
  });
  return holes;
}
