import { comparePriority, type Invoice, openMinor } from '../invoice/invoice';

export interface SetOff {
  readonly invoice: number;
  readonly minor: bigint;
}

export interface DepositSettlement {
  readonly setOffs: readonly SetOff[];
  readonly setOffMinor: bigint;
  /** What is left to be paid back. */
  readonly refundMinor: bigint;
}

/**
 * What becomes of a deposit when its lease is over: it pays what is open, telephone charges first, then rent, each by due date and number, and
 * the rest is to be refunded. A deposit smaller than what is open leaves the last invoice partly open. Source: simulate.md, billing.md 1.4 row 28.
 */
export function settleDeposit(depositMinor: bigint, open: readonly Invoice[]): DepositSettlement {
  const inOrder = [...open].sort((a, b) => (a.kind === b.kind ? comparePriority(a, b) : a.kind === 'telephone' ? -1 : 1));
  const setOffs: SetOff[] = [];
  let left = depositMinor;
  for (const invoice of inOrder) {
    const minor = openMinor(invoice) < left ? openMinor(invoice) : left;
    if (minor === 0n) continue;
    setOffs.push({ invoice: invoice.number, minor });
    left -= minor;
  }
  return { setOffs, setOffMinor: depositMinor - left, refundMinor: left };
}
