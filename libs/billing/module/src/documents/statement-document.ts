import type { AccountSides } from '@seatline/billing-domain';
import { addDays, type CivilDate } from '@seatline/kernel';
import type { PaperBlock, PaperDefinition } from '../ports/document-printer';
import { rateText } from '../written/amounts';
import { amountOf, type DocumentLanguage, factsTable, heading, linesTable, note, paper, type PaperColumn, section, totals } from './paper';
import { STATEMENT_WORDS, type StatementWords } from './statement-words';

/** A booking as the paper tells it. */
export interface StatementPaperLine {
  readonly kind: string;
  readonly bookedOn: string;
  readonly valueOn: string;
  readonly document: string | null;
  readonly moved: AccountSides;
  readonly after: AccountSides;
}

/** A lease's money for calls that are paid beforehand, apart from its account; in millionths. */
export interface StatementWallet {
  readonly openingMicros: bigint;
  readonly toppedUpMicros: bigint;
  readonly spentMicros: bigint;
  readonly closingMicros: bigint;
}

export interface StatementPaperLease {
  readonly leaseNumber: string;
  readonly currency: string;
  readonly opening: AccountSides;
  readonly lines: readonly StatementPaperLine[];
  readonly closing: AccountSides;
  /** Null where the lease never had one. */
  readonly wallet: StatementWallet | null;
}

export interface StatementPaperFacts {
  readonly entityNames: readonly string[];
  readonly tenantName: string;
  readonly fromOn: CivilDate;
  /** The first day that is not told any more. */
  readonly toOn: CivilDate;
  /** Null once the month is closed; until then when it was printed, in words. */
  readonly provisionalAt: string | null;
  /** The instant that the file names as its own. */
  readonly at: number;
  readonly leases: readonly StatementPaperLease[];
  readonly totals: readonly { readonly currency: string; readonly opening: AccountSides; readonly closing: AccountSides }[];
}

/** A month's statement of account: per lease what was open and free with every booking, the deposit apart, the wallet apart, each from its opening to its closing. */
export function statementDocument(facts: StatementPaperFacts, language: DocumentLanguage): PaperDefinition {
  const words = STATEMENT_WORDS[language];
  const span = `${facts.fromOn} – ${addDays(facts.toOn, -1)}`;
  const only = facts.leases.length === 1 ? facts.leases[0] : undefined;
  return paper(`${words.title} ${facts.fromOn.slice(0, 7)}`, facts.at, language, [
    ...heading(words.title, span),
    ...(facts.provisionalAt === null ? [] : [{ text: words.provisional(facts.provisionalAt), style: 'sum', margin: [0, 0, 0, 8] } as PaperBlock]),
    factsTable([
      [words.from, facts.entityNames.join('\n')], [words.to, facts.tenantName], [words.days, span],
      ...(only ? [[words.contract, only.leaseNumber], [words.currency, only.currency]] as const : []),
    ]),
    ...(facts.leases.length === 0 ? [{ text: words.nothing }] : facts.leases.flatMap((lease) => leaseBlocks(lease, facts, words))),
    ...(facts.leases.length > 1 ? facts.totals.flatMap((total) => totalBlocks(total, words)) : []),
    note(words.note),
  ]);
}

function leaseBlocks(lease: StatementPaperLease, facts: StatementPaperFacts, words: StatementWords): PaperBlock[] {
  const own = (sides: AccountSides): readonly [bigint, bigint] => [sides.receivableMinor, sides.unappliedMinor];
  const held = (sides: AccountSides): readonly [bigint, bigint] => [sides.depositMinor, sides.refundableMinor];
  const hasDeposit = [lease.opening, lease.closing, ...lease.lines.map(({ moved }) => moved)].some((sides) => held(sides).some((minor) => minor !== 0n));
  return [
    section(facts.leases.length > 1 ? `${words.contract} ${lease.leaseNumber} · ${lease.currency}` : words.account),
    sheet(lease, facts, words, { columns: [words.open, words.unapplied], pick: own }),
    ...(hasDeposit ? [section(words.deposits), sheet(lease, facts, words, { columns: [words.deposit, words.refundable], pick: held })] : []),
    ...(lease.wallet === null ? [] : walletBlocks(lease.wallet, lease.currency, words)),
  ];
}

interface TwoSides {
  readonly columns: readonly [string, string];
  readonly pick: (sides: AccountSides) => readonly [bigint, bigint];
}

/** Two sides of an account, each with what a booking moved and how it stands after it. */
function sheet(lease: StatementPaperLease, { fromOn, toOn }: StatementPaperFacts, words: StatementWords, { columns, pick }: TwoSides): PaperBlock {
  const amount = (minor: bigint): string => amountOf(lease.currency, minor);
  const moved = (minor: bigint): string => (minor === 0n ? '' : minor > 0n ? `+${amount(minor)}` : amount(minor));
  const edge = (what: string, on: string, sides: AccountSides): string[] => [on, what, '', '', '', ...pick(sides).map(amount)];
  const heads: PaperColumn[] = [
    { title: words.booked, width: 54 }, { title: words.what, width: '*' }, { title: words.document, width: 96 },
    ...columns.map((title) => ({ title, width: 58, right: true })), ...columns.map((title) => ({ title: words.after(title), width: 62, right: true })),
  ];
  const rows = lease.lines
    .filter((line) => pick(line.moved).some((minor) => minor !== 0n))
    .map((line) => [line.bookedOn, whatText(line, words), line.document ?? '', ...pick(line.moved).map(moved), ...pick(line.after).map(amount)]);
  return linesTable(heads, [edge(words.opening, fromOn, lease.opening), ...rows, edge(words.closing, addDays(toOn, -1), lease.closing)]);
}

function whatText({ kind, bookedOn, valueOn }: StatementPaperLine, words: StatementWords): string {
  const what = words.kind[kind] ?? kind;
  return valueOn === bookedOn ? what : `${what}\n${words.valueOn(valueOn)}`;
}

function walletBlocks(wallet: StatementWallet, currency: string, words: StatementWords): PaperBlock[] {
  const amount = (micros: bigint): string => rateText(currency, micros);
  return [
    section(words.wallet),
    totals([
      [words.opening, amount(wallet.openingMicros)], [words.toppedUp, `+${amount(wallet.toppedUpMicros)}`], [words.spent, `-${amount(wallet.spentMicros)}`],
      [words.closing, amount(wallet.closingMicros)],
    ]),
  ];
}

function totalBlocks({ currency, opening, closing }: StatementPaperFacts['totals'][number], words: StatementWords): PaperBlock[] {
  const row = (what: string, sides: AccountSides): string[] => [
    what, ...[sides.receivableMinor, sides.unappliedMinor, sides.depositMinor, sides.refundableMinor].map((minor) => amountOf(currency, minor)),
  ];
  const sides = [words.open, words.unapplied, words.deposit, words.refundable].map((title): PaperColumn => ({ title, width: 84, right: true }));
  return [section(`${words.total} · ${currency}`), linesTable([{ title: '', width: '*' }, ...sides], [row(words.opening, opening), row(words.closing, closing)])];
}
