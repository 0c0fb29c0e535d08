import type { StatementLine } from './statement-line';

/** A lease as somebody's transfer may be meant for it. */
export interface MatchCandidate {
  readonly leaseId: string;
  readonly leaseNumber: string;
  readonly tenantName: string;
  /** Its calls are paid beforehand: its wallet is named by the lease's number and a W. */
  readonly hasWallet?: boolean;
  readonly openInvoices: readonly { readonly number: string; readonly openMinor: bigint }[];
  /** Who has paid for it before, by confirmed lines. */
  readonly payers: readonly { readonly name: string; readonly account: string }[];
}

export type MatchReason = 'wallet-name' | 'invoice-number' | 'lease-number' | 'amount-of-named' | 'amount-of-invoice' | 'amount-of-lease' | 'payer-account' | 'payer-name' | 'tenant-name';

const WEIGHT: Readonly<Record<MatchReason, number>> = {
  'wallet-name': 60, 'invoice-number': 60, 'lease-number': 45, 'amount-of-named': 30, 'amount-of-invoice': 25, 'amount-of-lease': 25, 'payer-account': 30, 'payer-name': 15, 'tenant-name': 20,
};

/** Nothing but a person is certain. */
const HIGHEST_CONFIDENCE = 99;

export interface MatchProposal {
  readonly leaseId: string;
  /** From 1 to 99; halved where another lease has as much for it. */
  readonly confidence: number;
  readonly reasons: readonly MatchReason[];
  /** Invoices that the remark names and that are open. */
  readonly namedInvoices: readonly string[];
  /** The remark names the lease's wallet. */
  readonly forWallet: boolean;
}

/**
 * Which leases a transfer may be meant for, the likeliest first, with the reasons: an open invoice's or the lease's number in the remark, an amount that is
 * exactly what the named invoices, one invoice or the lease as a whole have open, and a payer who is the tenant by name or has paid for the lease before.
 * Numbers are found whatever stands between their parts ("SLI2026 000001"). A proposal is never more than that: a person confirms.
 * Source: issue 3 ("matching by invoice number, amount and payer with a confidence"), billing.md 1.4 row 35.
 */
export function proposeMatches(line: Pick<StatementLine, 'amountMinor' | 'payerName' | 'payerAccount' | 'remark'>, candidates: readonly MatchCandidate[]): MatchProposal[] {
  const remark = squeezed(line.remark);
  const proposals = candidates.map((candidate) => propose(line, remark, candidate)).filter(({ confidence }) => confidence > 0);
  const inOrder = proposals.sort((a, b) => b.confidence - a.confidence || (a.leaseId < b.leaseId ? -1 : 1));
  return inOrder.map((proposal, place) => {
    const rivals = inOrder.some((other, at) => at !== place && other.confidence === proposal.confidence);
    return rivals ? { ...proposal, confidence: Math.ceil(proposal.confidence / 2) } : proposal;
  });
}

function propose(line: Pick<StatementLine, 'amountMinor' | 'payerName' | 'payerAccount'>, remark: string, candidate: MatchCandidate): MatchProposal {
  const named = candidate.openInvoices.filter(({ number }) => mentions(remark, number));
  const sumOf = (invoices: MatchCandidate['openInvoices']): bigint => invoices.reduce((sum, { openMinor }) => sum + openMinor, 0n);
  const payer = plainName(line.payerName);
  const reasons: MatchReason[] = [];
  if (named.length > 0) reasons.push('invoice-number');
  const forWallet = candidate.hasWallet === true && mentions(remark, `${candidate.leaseNumber}W`);
  if (forWallet) reasons.push('wallet-name');
  else if (mentions(remark, candidate.leaseNumber)) reasons.push('lease-number');
  if (named.length > 0 && sumOf(named) === line.amountMinor) reasons.push('amount-of-named');
  else if (candidate.openInvoices.some(({ openMinor }) => openMinor === line.amountMinor)) reasons.push('amount-of-invoice');
  else if (candidate.openInvoices.length > 1 && sumOf(candidate.openInvoices) === line.amountMinor) reasons.push('amount-of-lease');
  if (line.payerAccount !== '' && candidate.payers.some(({ account }) => digitsOf(account) === digitsOf(line.payerAccount))) reasons.push('payer-account');
  else if (payer !== '' && candidate.payers.some(({ name }) => plainName(name) === payer)) reasons.push('payer-name');
  if (payer !== '' && plainName(candidate.tenantName) === payer) reasons.push('tenant-name');
  const sum = reasons.reduce((total, reason) => total + WEIGHT[reason], 0);
  return { leaseId: candidate.leaseId, confidence: Math.min(sum, HIGHEST_CONFIDENCE), reasons, namedInvoices: named.map(({ number }) => number), forWallet };
}

const squeezed = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '');
const digitsOf = (account: string): string => account.normalize('NFKC').replace(/\W/g, '').toUpperCase();

/** "SLI-2026-000012" is not in "SLI-2026-0000123": what follows a number must not be a digit. */
function mentions(squeezedRemark: string, number: string): boolean {
  const wanted = squeezed(number);
  for (let at = squeezedRemark.indexOf(wanted); at >= 0; at = squeezedRemark.indexOf(wanted, at + 1)) {
    if (!/[0-9]/.test(squeezedRemark[at + wanted.length] ?? '')) return true;
  }
  return false;
}

/** A company's name without what people write differently: case, width, spaces, brackets, "Co., Ltd.". */
function plainName(name: string): string {
  return name.normalize('NFKC').toUpperCase().replace(/\b(CO|LTD|LIMITED|INC|GMBH|LLC)\b\.?/g, '').replace(/[\s.,()（）·&-]/g, '');
}
