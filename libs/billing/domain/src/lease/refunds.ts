import type { Refusal } from '@seatline/kernel';
import { disputeEntries, disputeWonEntries, refundEntries, refundReturnEntries } from '../ledger/postings';
import { addUnapplied } from './allocation';
import type { Dispute, LeaseBook, MoneyPart, Refund, Reversal } from './book';
import type { LeaseCommand } from './commands';
import { followMoney, relieveArrears } from './consequences';
import { openDispute } from './held-arrears';
import { unappliedMinor } from './derived';
import type { LeaseRefusalCode } from './events';
import { change, today, invoiceOf, post, record, replaceInvoice, type Work } from './work';

type Refused = Refusal<LeaseRefusalCode> | null;
type Command<Name extends LeaseCommand['do']> = Extract<LeaseCommand, { do: Name }>;

/** What of a payment is still with the operator: its amount less what was given back of it and what a bank has taken back. Never negative. */
export function returnableMinor(book: LeaseBook, payment: number): bigint {
  const given = book.paymentRefunds.filter((each) => each.payment === payment && each.returnedAt === null).reduce((sum, each) => sum + each.amountMinor, 0n);
  const taken = book.disputes.filter((each) => each.payment === payment && each.closedAs !== 'won').reduce((sum, each) => sum + each.amountMinor, 0n);
  return (book.payments[payment - 1]?.amountMinor ?? 0n) - given - taken;
}

/**
 * Gives a part of a payment back out of the tenant's free money: the payment's own first, then what is oldest (a credit note's, say). Never more than is
 * free and than the payment brought, and not while its bank disputes it, since it would be paid back twice. It is taken out of the free money at once,
 * before anybody sends it. Source: billing.md 1.4 rows 31 and 32.
 */
export function refund(work: Work, { payment, amountMinor, reason }: Command<'refund'>): Refused {
  const { book } = work;
  if (!book.payments[payment - 1]) return { code: 'no-such-payment', facts: { payment } };
  if (openDispute(book, payment)) return { code: 'payment-disputed', facts: { payment } };
  const left = returnableMinor(book, payment);
  const free = unappliedMinor(book.unapplied);
  const most = left < free ? left : free;
  if (amountMinor <= 0n || amountMinor > most) return { code: 'beyond-payment', facts: { most: most.toString() } };
  const made: Refund = { number: book.paymentRefunds.length + 1, payment, amountMinor, parts: takeUnapplied(work, payment, amountMinor), reason, refundedAt: work.at, returnedAt: null };
  change(work, { paymentRefunds: [...work.book.paymentRefunds, made] });
  record(work, { type: 'refunded', refund: made });
  post(work, 'refund', String(made.number), refundEntries(amountMinor));
  return null;
}

/** The bank could not give it back: the money is the tenant's to use again. Told twice it is one return. */
export function returnRefund(work: Work, { refund: number }: Command<'return-refund'>): Refused {
  const known = work.book.paymentRefunds[number - 1];
  if (!known || known.returnedAt !== null) return { code: 'no-such-refund', facts: { refund: number } };
  change(work, { paymentRefunds: work.book.paymentRefunds.with(number - 1, { ...known, returnedAt: work.at }) });
  record(work, { type: 'refund-returned', refund: number, minor: known.amountMinor });
  post(work, 'refund-return', String(number), refundReturnEntries(known.amountMinor));
  addUnapplied(work, 'refund-return', number, known.amountMinor);
  followMoney(work);
  return null;
}

/**
 * A bank takes a payment back. What of it is still free goes first, then what it paid, the last first: those invoices are open again, and the arrears
 * clock stands still for that amount until the operator decides (`resume-arrears`). Money that came back to the payment (an earlier dispute won, a refund returned) is the
 * payment's own. Where it went on by a credit to other invoices, what else is free goes, then what else is paid. What was given back before is not taken a second
 * time. Refused where nothing of it is left.
 */
export function disputePayment(work: Work, { payment, amountMinor, reason }: Command<'dispute-payment'>): Refused {
  const { book } = work;
  if (!book.payments[payment - 1]) return { code: 'no-such-payment', facts: { payment } };
  const left = returnableMinor(book, payment);
  const wanted = amountMinor < left ? amountMinor : left;
  if (wanted <= 0n) return { code: 'beyond-payment', facts: { most: left.toString() } };
  const number = book.disputes.length + 1;
  const own = book.unapplied.filter((each) => isOwn(book, payment, each.source, each.number)).reduce((sum, each) => sum + each.leftMinor, 0n);
  const parts = takeUnapplied(work, payment, own < wanted ? own : wanted);
  const taken = reverse(work, number, ownAllocations(book, payment), wanted - sumOf(parts));
  const short = wanted - sumOf(parts) - sumOf(taken);
  const free = unappliedMinor(work.book.unapplied);
  parts.push(...takeUnapplied(work, payment, short < free ? short : free));
  const others = book.invoices.map((invoice) => ({ invoice: invoice.number, minor: invoice.paidMinor })).reverse();
  const reversals = mergeReversals([...taken, ...reverse(work, number, others, wanted - sumOf(parts) - sumOf(taken))]);
  const made: Dispute = {
    number, payment, amountMinor: sumOf(parts) + sumOf(reversals), parts, reversals, reason, openedAt: work.at, closedAs: null, closedAt: null, resumedAt: null,
  };
  change(work, { disputes: [...work.book.disputes, made] });
  record(work, { type: 'payment-disputed', dispute: made });
  post(work, 'dispute', String(number), disputeEntries(sumOf(parts), sumOf(reversals)));
  relieveArrears(work);
  return null;
}

/**
 * The bank has decided. Won: the money is back and serves what is open. Lost: it is gone, and the invoices stay open; only of what was a refund made at the gateway itself it may turn
 * out that it could not be paid out, and the money is back after all. Decided is decided: told twice it is refused.
 */
export function closeDispute(work: Work, { dispute: number, as, afterAll }: Command<'close-dispute'>): Refused {
  const known = work.book.disputes[number - 1];
  const turns = afterAll === true && as === 'won' && known?.closedAs === 'lost';
  if (!known || (known.closedAs !== null && !turns)) return { code: 'no-such-dispute', facts: { dispute: number } };
  change(work, { disputes: work.book.disputes.with(number - 1, { ...known, closedAs: as, closedAt: work.at }) });
  record(work, { type: 'dispute-closed', dispute: number, as, ...(turns ? { afterAll } : {}) });
  if (as === 'lost') return null;
  post(work, 'dispute-won', String(number), disputeWonEntries(known.amountMinor));
  addUnapplied(work, 'dispute-won', number, known.amountMinor);
  followMoney(work);
  return null;
}

/** The operator decides that the disputed amount is owed: from today its clock goes on where it stood. */
export function resumeArrears(work: Work, { dispute: number, reason }: Command<'resume-arrears'>): Refused {
  const known = work.book.disputes[number - 1];
  if (!known || known.resumedAt !== null || known.closedAs === 'won') return { code: 'no-such-dispute', facts: { dispute: number } };
  change(work, { disputes: work.book.disputes.with(number - 1, { ...known, resumedAt: work.at }) });
  record(work, { type: 'arrears-resumed', dispute: number, reason });
  return null;
}

/** Whether money is a payment's: what it brought, or what came back to it. */
function isOwn(book: LeaseBook, payment: number, source: string, number: number): boolean {
  if (source === 'dispute-won') return book.disputes[number - 1]?.payment === payment;
  if (source === 'refund-return') return book.paymentRefunds[number - 1]?.payment === payment;
  return source === 'payment' && number === payment;
}

/** Takes free money out of the book: a payment's own first, then the oldest. */
function takeUnapplied(work: Work, payment: number, wantedMinor: bigint): MoneyPart[] {
  const own = (each: { source: string; number: number }): number => Number(isOwn(work.book, payment, each.source, each.number));
  const inOrder = [...work.book.unapplied].sort((a, b) => own(b) - own(a));
  const parts: MoneyPart[] = [];
  let wanted = wantedMinor;
  for (const each of inOrder) {
    const minor = each.leftMinor < wanted ? each.leftMinor : wanted;
    if (minor === 0n) continue;
    parts.push({ source: each.source, sourceNumber: each.number, minor });
    wanted -= minor;
  }
  const left = work.book.unapplied.map((each) => {
    const used = parts.find((part) => part.source === each.source && part.sourceNumber === each.number)?.minor ?? 0n;
    return used === 0n ? each : { ...each, leftMinor: each.leftMinor - used };
  });
  change(work, { unapplied: left.filter((each) => each.leftMinor > 0n) });
  return parts;
}

/** What a payment's money stands at on each invoice, less what its earlier disputes took out again; the invoice that it paid last comes first. */
function ownAllocations(book: LeaseBook, payment: number): Reversal[] {
  const own = book.allocations.filter((each) => each.minor > 0n && isOwn(book, payment, each.source, each.sourceNumber));
  const before = book.disputes.filter((each) => each.payment === payment).flatMap((each) => each.reversals);
  return mergeReversals([...own].reverse().map(({ invoice, minor }) => ({ invoice, minor })), before);
}

/** Takes money back out of invoices in the given order, from each at most so much, and never more than it is paid. */
function reverse(work: Work, dispute: number, from: readonly Reversal[], wantedMinor: bigint): Reversal[] {
  const reversed: Reversal[] = [];
  let wanted = wantedMinor;
  for (const { invoice: number, minor: standing } of from) {
    const invoice = invoiceOf(work.book, number);
    const most = standing < invoice.paidMinor ? standing : invoice.paidMinor;
    const minor = most < wanted ? most : wanted;
    if (minor <= 0n) continue;
    wanted -= minor;
    reversed.push({ invoice: number, minor });
    replaceInvoice(work, { ...invoice, paidMinor: invoice.paidMinor - minor });
    const allocation = { number: work.book.allocations.length + 1, source: 'dispute', sourceNumber: dispute, invoice: number, minor: -minor, on: today(work) } as const;
    change(work, { allocations: [...work.book.allocations, allocation] });
    record(work, { type: 'allocated', allocation });
  }
  return reversed;
}

/** One sum an invoice, in the order of its first mention. */
function mergeReversals(reversals: readonly Reversal[], less: readonly Reversal[] = []): Reversal[] {
  const sums = new Map<number, bigint>();
  for (const { invoice, minor } of reversals) sums.set(invoice, (sums.get(invoice) ?? 0n) + minor);
  for (const { invoice, minor } of less) if (sums.has(invoice)) sums.set(invoice, sums.get(invoice)! - minor);
  return [...sums].map(([invoice, minor]) => ({ invoice, minor }));
}

function sumOf(parts: readonly { readonly minor: bigint }[]): bigint {
  return parts.reduce((sum, part) => sum + part.minor, 0n);
}
