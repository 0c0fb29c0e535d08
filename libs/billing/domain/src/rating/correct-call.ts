/** What one invoice line bills of a call, less what was taken back of it. */
export interface BilledPiece {
  /** The lease's count. */
  readonly invoice: number;
  /** Place of the line in its invoice, from 0. */
  readonly line: number;
  readonly micros: bigint;
}

/** What brings a call that is on an invoice to another price. */
export interface CallCorrection {
  /** To be added to what waits for the next telephone invoice; negative takes back what waits. */
  readonly debitMicros: bigint;
  /** How many more calls wait for it: 1, 0 or −1. */
  readonly debitCalls: number;
  /** To be taken back of lines, each at most what is left of it. */
  readonly credits: readonly BilledPiece[];
}

/**
 * The difference between a call's new price and what is billed of it or waits to be: more is a debit for the next telephone invoice; less is taken first
 * from what waits, then from the lines, the last one first, so that no line gives back more than it bills. A call that stands right gives nothing, so
 * correcting twice corrects once. Amounts in micros, not negative. Source: billing.md 1.3 row 25.
 * @param billed oldest line first.
 * @throws RangeError when the new price is negative.
 */
export function correctCall(billed: readonly BilledPiece[], waitingMicros: bigint, costMicros: bigint): CallCorrection {
  if (costMicros < 0n) throw new RangeError('a call costs nothing or something');
  const standing = billed.reduce((sum, piece) => sum + piece.micros, waitingMicros);
  let over = standing - costMicros;
  if (over <= 0n) return debit(waitingMicros, -over, []);
  const fromWaiting = least(over, waitingMicros);
  over -= fromWaiting;
  const credits: BilledPiece[] = [];
  for (const piece of billed.toReversed()) {
    const micros = least(over, piece.micros);
    if (micros === 0n) continue;
    credits.push({ ...piece, micros });
    over -= micros;
  }
  return debit(waitingMicros, -fromWaiting, credits);
}

function debit(waitingMicros: bigint, debitMicros: bigint, credits: readonly BilledPiece[]): CallCorrection {
  const waits = (micros: bigint): number => (micros > 0n ? 1 : 0);
  return { debitMicros, debitCalls: waits(waitingMicros + debitMicros) - waits(waitingMicros), credits };
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
