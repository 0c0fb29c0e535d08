import { formatInstant, formatMoney, formatRate, money } from '@seatline/kernel';
import { type CreditNote, type Invoice, type InvoiceLine, openMinor } from '../invoice/invoice';
import { EMPTY_LEDGER, isBalanced } from '../ledger/ledger';
import { findBreaches } from '../lease/conservation';
import { balancesOf, countSeats } from '../lease/derived';
import type { Contract } from '../plan/contract';
import type { ToldCall, ToldStory } from './run-story';
import { type TimelineEntry, timelineOf } from './timeline';

export interface ResultLine {
  readonly kind: InvoiceLine['kind'];
  readonly seats?: number;
  readonly fromOn?: string;
  readonly toOn?: string;
  readonly days?: number;
  readonly periodDays?: number;
  readonly net: string;
  readonly tax: string;
}

export interface ResultInvoice {
  readonly number: number;
  readonly kind: Invoice['kind'];
  readonly issuedAt: string;
  readonly dueOn: string;
  readonly lines: readonly ResultLine[];
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly paid: string;
  readonly credited: string;
  readonly open: string;
}

export interface ResultCreditNote {
  readonly number: number;
  readonly invoice: number;
  readonly issuedAt: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
}

export interface ResultCall {
  readonly id: string;
  readonly prefix: string | null;
  readonly billedSeconds: number | null;
  readonly status: ToldCall['status'];
  readonly cost: string | null;
  readonly invoice: number | null;
}

/** What `seatline simulate` prints; the order of the fields is the order of the print. Source: simulate.md ("Result"). */
export interface SimulationResult {
  readonly timeline: readonly TimelineEntry[];
  readonly invoices: readonly ResultInvoice[];
  readonly creditNotes: readonly ResultCreditNote[];
  readonly calls: readonly ResultCall[];
  readonly balances: { readonly receivable: string; readonly deposit: string; readonly unapplied: string };
  readonly seats: { readonly active: number; readonly suspended: number };
  readonly conserved: boolean;
}

/**
 * Writes a told story as the result: money and rates as decimal strings, instants with the zone's offset. What has no value is null: the prefix of a
 * call that was not rated, all prices of a quarantined one, the invoice of a call that is on none. A story in which no lease was opened has zero balances.
 */
export function resultOf(told: ToldStory): SimulationResult {
  const { contract, book } = told;
  const balances = book ? balancesOf(book) : { receivableMinor: 0n, depositMinor: 0n, unappliedMinor: 0n };
  const amount = amountWriter(contract);
  return {
    timeline: timelineOf(contract, told.moments),
    invoices: (book?.invoices ?? []).map((invoice) => writeInvoice(invoice, contract)),
    creditNotes: (book?.creditNotes ?? []).map((note) => writeCreditNote(note, contract)),
    calls: told.calls.map((call) => writeCall(call, contract)),
    balances: {
      receivable: amount(balances.receivableMinor), deposit: amount(balances.depositMinor), unapplied: amount(balances.unappliedMinor),
    },
    seats: book ? countSeats(book) : { active: 0, suspended: 0 },
    conserved: isConserved(told),
  };
}

/** The conservation checks of a told story: of the account and its ledger, and of its calls. */
export function isConserved(told: ToldStory): boolean {
  const { book, calls, ledger, moments } = told;
  const balanced = moments.every((moment) => moment.type !== 'ledger-posted' || isBalanced(moment.transaction));
  if (!book) return balanced && calls.every(isSettled) && Object.keys(EMPTY_LEDGER).every((account) => ledger[account as keyof typeof ledger] === 0n);
  return balanced && findBreaches(book, ledger).length === 0 && callsAreConserved(told);
}

/** A call has a price unless it is quarantined. */
function isSettled(call: ToldCall): boolean {
  return (call.status === 'quarantined') === (call.costMicros === null);
}

/**
 * Every call is rated, unanswered, free or quarantined, and what the rated ones cost is on invoices less what was given back on them, waiting (as calls, or as what some cost more since they
 * were rated again), included in the rent, or no invoice's affair, to the last millionth.
 */
function callsAreConserved({ book, calls, moments }: ToldStory): boolean {
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, each) => all + each, 0n);
  const costMicros = sum(calls.map((call) => (call.costMicros ?? 0n) - (call.asideMicros ?? 0n)));
  const waitingMicros = sum([...(book?.openUsage ?? []), ...(book?.openCorrections ?? [])].map((day) => day.costMicros));
  const billedMicros = sum(moments.map((moment) => (moment.type === 'invoice-issued' ? costOf(moment.invoice) : 0n)));
  const givenBackMicros = sum((book?.takenBack ?? []).map(({ micros }) => micros));
  const coveredMicros = sum((book?.includedPools ?? []).map((pool) => pool.coveredMicros));
  return calls.every(isSettled) && costMicros === billedMicros - givenBackMicros + waitingMicros + coveredMicros;
}

function costOf(invoice: Invoice): bigint {
  return invoice.lines.reduce((sum, line) => sum + ('costMicros' in line ? line.costMicros : 0n), 0n);
}

function amountWriter(contract: Contract): (minor: bigint) => string {
  return (minor) => formatMoney(money(contract.currency, minor));
}

function writeInvoice(invoice: Invoice, contract: Contract): ResultInvoice {
  const amount = amountWriter(contract);
  const { number, kind, dueOn } = invoice;
  return {
    number, kind, issuedAt: formatInstant(invoice.issuedAt, contract.zone), dueOn,
    lines: invoice.lines.map((line) => writeLine(line, amount)),
    net: amount(invoice.netMinor), tax: amount(invoice.taxMinor), total: amount(invoice.totalMinor),
    paid: amount(invoice.paidMinor), credited: amount(invoice.creditedMinor), open: amount(openMinor(invoice)),
  };
}

function writeLine(line: InvoiceLine, amount: (minor: bigint) => string): ResultLine {
  const money = { net: amount(line.netMinor), tax: amount(line.taxMinor) };
  if (line.kind === 'rent') {
    const { kind, fromOn, toOn, days, periodDays, seatNumbers } = line;
    return { kind, seats: seatNumbers.length, fromOn, toOn, days, periodDays, ...money };
  }
  if (line.kind === 'fee') return { kind: line.kind, ...(line.seatNumbers.length > 0 ? { seats: line.seatNumbers.length } : {}), ...money };
  if (line.kind === 'deposit' || line.kind === 'sla') return { kind: line.kind, seats: line.seatNumbers.length, ...money };
  return { kind: line.kind, ...money };
}

function writeCreditNote(note: CreditNote, contract: Contract): ResultCreditNote {
  const amount = amountWriter(contract);
  return {
    number: note.number, invoice: note.invoice, issuedAt: formatInstant(note.issuedAt, contract.zone),
    net: amount(note.netMinor), tax: amount(note.taxMinor), total: amount(note.totalMinor),
  };
}

function writeCall(call: ToldCall, contract: Contract): ResultCall {
  const { id, prefix, billedSeconds, status, costMicros, invoice } = call;
  return { id, prefix, billedSeconds, status, cost: costMicros === null ? null : formatRate({ currency: contract.currency, micros: costMicros }), invoice };
}
