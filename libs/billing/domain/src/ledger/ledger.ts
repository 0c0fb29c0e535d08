import type { CivilDate, Instant } from '@seatline/kernel';

/**
 * The accounts of one lease. Signed amounts: what the tenant owes and what is in the bank is positive, what the operator owes or has
 * earned is negative; every transaction sums to zero.
 */
export const LEDGER_ACCOUNTS = [
  'receivable', 'clearing', 'unapplied', 'deposit-liability', 'rent-deferred', 'rent-revenue', 'telephone-revenue', 'fee-revenue', 'tax-payable', 'refund-payable',
  'bad-debt',
] as const;

export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

export type LedgerTransactionKind =
  | 'invoice' | 'payment' | 'allocation' | 'credit-note' | 'rent-recognition' | 'deposit-release' | 'deposit-settlement' | 'refund-payout'
  | 'refund' | 'refund-return' | 'dispute' | 'dispute-won' | 'write-off';

export interface LedgerEntry {
  readonly account: LedgerAccount;
  readonly minor: bigint;
}

export interface LedgerTransaction {
  readonly kind: LedgerTransactionKind;
  /** With `kind` the key that makes a transaction unique in its lease: an invoice's number, a period's end. */
  readonly ref: string;
  /** The date it counts from: a bank's value date, otherwise the local day. */
  readonly effectiveOn: CivilDate;
  readonly recordedAt: Instant;
  readonly entries: readonly LedgerEntry[];
}

export type LedgerTotals = Readonly<Record<LedgerAccount, bigint>>;

export const EMPTY_LEDGER: LedgerTotals = {
  receivable: 0n, clearing: 0n, unapplied: 0n, 'deposit-liability': 0n, 'rent-deferred': 0n, 'rent-revenue': 0n,
  'telephone-revenue': 0n, 'fee-revenue': 0n, 'tax-payable': 0n, 'refund-payable': 0n, 'bad-debt': 0n,
};

/** True when the entries of a transaction sum to zero, which every transaction must. */
export function isBalanced(transaction: Pick<LedgerTransaction, 'entries'>): boolean {
  return transaction.entries.reduce((sum, entry) => sum + entry.minor, 0n) === 0n;
}

/** The accounts' balances after one more transaction. */
export function postTransaction(totals: LedgerTotals, transaction: Pick<LedgerTransaction, 'entries'>): LedgerTotals {
  const next = { ...totals };
  for (const entry of transaction.entries) next[entry.account] += entry.minor;
  return next;
}
