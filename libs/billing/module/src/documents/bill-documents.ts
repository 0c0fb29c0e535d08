import { capitalAmount, clauseNumber, clauseOfLine, MOST_CAPITAL_FEN } from '@seatline/billing-domain';
import { addDays } from '@seatline/kernel';
import type { PaperBlock, PaperDefinition } from '../ports/document-printer';
import { rateText } from '../written/amounts';
import { BILL_WORDS, type BillWords } from './bill-words';
import { amountOf, dayOf, type DocumentLanguage, type DocumentParties, factsTable, heading, linesTable, note, paper, section, spanText, totals } from './paper';

/** A line as a bill prints it. */
export interface BillLine {
  readonly kind: string;
  /** The name of a one-off fee. */
  readonly fee: Readonly<Record<DocumentLanguage, string>> | null;
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly seats: number;
  readonly priceMinor: bigint | null;
  readonly days: number | null;
  readonly periodDays: number | null;
  readonly calls: number | null;
  readonly costMicros: bigint | null;
  /** Talk that the line's period includes; null: none. */
  readonly included: { readonly seconds: number; readonly usedSeconds: number } | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

interface Bill {
  readonly parties: DocumentParties;
  readonly number: string;
  readonly issuedAt: number;
  readonly lines: readonly BillLine[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

export interface InvoiceFacts extends Bill {
  readonly kind: 'rent' | 'telephone';
  readonly dueOn: string;
}

export interface CreditNoteFacts extends Bill {
  readonly invoiceNumber: string;
}

export interface DepositReceiptFacts {
  readonly parties: DocumentParties;
  readonly invoiceNumber: string;
  readonly seats: number;
  readonly perSeatMinor: bigint;
  readonly depositMinor: bigint;
  /** When the invoice that asked for it was paid in full. */
  readonly receivedAt: number;
  readonly receivedOn: string;
}

export function invoiceDocument(facts: InvoiceFacts, language: DocumentLanguage): PaperDefinition {
  const words = BILL_WORDS[language];
  const title = `${words.invoice[facts.kind]} ${facts.number}`;
  const { parties } = facts;
  return paper(title, facts.issuedAt, language, [
    ...heading(words.invoice[facts.kind], facts.number),
    factsTable([...partiesOf(parties, words), [words.issued, dayOf(facts.issuedAt, parties.zone)], [words.due, facts.dueOn], [words.contract, parties.leaseNumber], [words.currency, parties.currency]]),
    billLines(facts, words),
    sums(facts, words),
    ...inCapitals(facts.totalMinor, parties.currency, language, words),
    ...payment(facts, words),
    note(words.invoiceNote),
  ]);
}

export function creditNoteDocument(facts: CreditNoteFacts, language: DocumentLanguage): PaperDefinition {
  const words = BILL_WORDS[language];
  const { parties } = facts;
  return paper(`${words.creditNote} ${facts.number}`, facts.issuedAt, language, [
    ...heading(words.creditNote, facts.number),
    factsTable([
      ...partiesOf(parties, words),
      [words.issued, dayOf(facts.issuedAt, parties.zone)], [words.ofInvoice, facts.invoiceNumber], [words.contract, parties.leaseNumber], [words.currency, parties.currency],
    ]),
    linesTable(
      [{ title: words.line, width: '*' }, { title: words.period, width: 140 }, { title: words.net, width: 80, right: true }, { title: words.tax, width: 70, right: true }],
      facts.lines.map((line) => [kindText(line, words), periodText(line), `-${amountOf(parties.currency, line.netMinor)}`, `-${amountOf(parties.currency, line.taxMinor)}`]),
    ),
    totals([
      [words.net, `-${amountOf(parties.currency, facts.netMinor)}`],
      [words.tax, `-${amountOf(parties.currency, facts.taxMinor)}`],
      [words.credited, `-${amountOf(parties.currency, facts.totalMinor)}`],
    ]),
    note(words.creditNoteNote),
  ]);
}

export function depositReceiptDocument(facts: DepositReceiptFacts, language: DocumentLanguage): PaperDefinition {
  const words = BILL_WORDS[language];
  const { parties } = facts;
  const amount = (minor: bigint): string => amountOf(parties.currency, minor);
  return paper(`${words.receipt} ${facts.invoiceNumber}`, facts.receivedAt, language, [
    ...heading(words.receipt, facts.invoiceNumber),
    factsTable([
      ...partiesOf(parties, words),
      [words.receivedOn, facts.receivedOn], [words.ofInvoice, facts.invoiceNumber], [words.contract, parties.leaseNumber], [words.currency, parties.currency],
      [words.seats, String(facts.seats)], [words.perSeat, amount(facts.perSeatMinor)],
    ]),
    totals([[words.received, amount(facts.depositMinor)]]),
    ...inCapitals(facts.depositMinor, parties.currency, language, words),
    note(words.receiptNote),
  ]);
}

function partiesOf(parties: DocumentParties, words: BillWords): [string, string][] {
  const from = parties.entityTaxNumber === null ? parties.entityName : `${parties.entityName}\n${words.taxNumber} ${parties.entityTaxNumber}`;
  return [[words.from, from], [words.to, parties.tenantName]];
}

function billLines({ lines, parties }: Bill, words: BillWords): PaperBlock {
  const columns = [
    { title: words.line, width: 84 }, { title: words.period, width: 116 }, { title: words.how, width: '*' },
    { title: words.net, width: 66, right: true }, { title: words.tax, width: 58, right: true },
  ];
  const rows = lines.map((line) => [
    `${kindText(line, words)}\n${words.clause(clauseNumber(clauseOfLine(line.kind)))}`, periodText(line), howText(line, parties.currency, words),
    amountOf(parties.currency, line.netMinor), amountOf(parties.currency, line.taxMinor),
  ]);
  return linesTable(columns, rows);
}

function kindText({ fee, kind }: BillLine, words: BillWords): string {
  return fee?.[words.language] ?? words.kind[kind] ?? kind;
}

function periodText({ fromOn, toOn }: BillLine): string {
  return spanText(fromOn, toOn, (on) => addDays(on, -1));
}

function howText(line: BillLine, currency: string, words: BillWords): string {
  if (line.calls !== null) {
    const { included } = line;
    const beyond = words.callsHow({ calls: line.calls, cost: rateText(currency, line.costMicros ?? 0n) });
    return included === null ? beyond : `${words.includedHow({ minutes: minutesText(included.seconds), used: minutesText(included.usedSeconds) })}\n${beyond}`;
  }
  if (line.seats === 0 || line.priceMinor === null || line.fee !== null) return line.fee === null || line.seats === 0 ? '' : words.feeHow({ price: amountOf(currency, line.netMinor / BigInt(line.seats)), seats: line.seats });
  const price = amountOf(currency, line.priceMinor);
  if (line.kind === 'sla') return words.serviceHow({ price, days: line.days ?? 0, seats: line.seats });
  if (line.days === null || line.periodDays === null) return words.depositHow({ price, seats: line.seats });
  const perSeat = amountOf(currency, line.netMinor / BigInt(line.seats));
  return words.rentHow({ price, days: line.days, periodDays: line.periodDays, perSeat, seats: line.seats });
}

/** Minutes and seconds, 310:05. */
function minutesText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function sums({ parties, netMinor, taxMinor, totalMinor }: Bill, words: BillWords): PaperBlock {
  const amount = (minor: bigint): string => amountOf(parties.currency, minor);
  return totals([[words.net, amount(netMinor)], [words.tax, amount(taxMinor)], [`${words.total} ${parties.currency}`, amount(totalMinor)]]);
}

/** Chinese papers carry an amount of yuan in capital characters too. */
function inCapitals(minor: bigint, currency: string, language: DocumentLanguage, words: BillWords): PaperBlock[] {
  if (language !== 'zh-CN' || currency !== 'CNY' || minor >= MOST_CAPITAL_FEN) return [];
  return [{ text: `${words.inCapitals}：人民币${capitalAmount(minor)}`, alignment: 'right' }];
}

function payment({ parties, number }: Bill, words: BillWords): PaperBlock[] {
  if (parties.bank === null) return [];
  const { accountName, bankName, accountNumber } = parties.bank;
  return [
    section(words.payTo),
    factsTable([[words.accountName, accountName], [words.bankName, bankName], [words.accountNumber, accountNumber], [words.remark, number]]),
  ];
}
