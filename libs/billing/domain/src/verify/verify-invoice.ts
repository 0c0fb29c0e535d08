import { type CivilDate, type Currency, microsToMinor } from '@seatline/kernel';
import type { CreditNote, Invoice, InvoiceLine, RentLine, TelephoneLine } from '../invoice/invoice';
import { sumLines } from '../invoice/lines';
import { taxMinor } from '../proration/prorate';
import { compareFields, type InvoiceDifference, writtenOf } from './difference';

/** One seat's days as the tables hold them: what makes it impossible to bill them twice. */
export interface ChargedSeatDays {
  /** Place of the rent line in its invoice, from 0. */
  readonly line: number;
  readonly seatNumber: number;
  readonly fromOn: CivilDate;
  /** The first day that is not charged. */
  readonly toOn: CivilDate;
  readonly netMinor: bigint;
}

/** What the calls of a telephone line come to when each is rated again. */
export interface RatedAgain {
  readonly line: number;
  readonly calls: number;
  readonly costMicros: bigint;
}

/** What an issued invoice is reckoned from, gathered anew. */
export interface InvoiceSources {
  /** The invoice that the engine issues when everything that happened to the lease is done again; null when it issues none. */
  readonly told: Invoice | null;
  /** The credit notes of the invoice in that second telling. */
  readonly toldNotes: readonly CreditNote[];
  readonly seatDays: readonly ChargedSeatDays[];
  readonly ratedAgain: readonly RatedAgain[];
  /** Of the contract that was in force when the invoice was issued. */
  readonly taxPercentMicros: bigint;
  readonly currency: Currency;
}

/** What has become of a line since its issue is no part of what was issued. */
const SINCE_ISSUE: ReadonlySet<string> = new Set(['creditedNetMinor', 'creditedTaxMinor', 'serviceNetMinor', 'serviceTaxMinor', 'recognised']);
const OF_NOTES: ReadonlySet<string> = new Set(['lines']);

/**
 * Computes an issued invoice again from its sources and names everything in which the stored one differs: rent and deposit lines are those of the
 * history told again, each seat's days are there once and are the line's, a telephone line is the sum of its calls rated again and rounded once,
 * the invoice is the sum of its lines, and its credit notes are those of the history. Nothing differs: no difference, and the invoice is what it
 * claims to be. What a line has been credited since, and whether its rent is revenue by now, is not compared. Source: issue 3 ("Explained and verified").
 */
export function verifyInvoice(stored: Invoice, storedNotes: readonly CreditNote[], sources: InvoiceSources): InvoiceDifference[] {
  const { told } = sources;
  const places = Math.max(stored.lines.length, told?.lines.length ?? 0);
  const computed: InvoiceLine[] = [];
  const differences: InvoiceDifference[] = [];
  if (told === null) differences.push({ line: null, subject: { kind: 'invoice', id: null }, field: 'issuedAt', stored: writtenOf(stored.issuedAt), computed: null });
  for (let place = 0; place < places; place++) {
    const line = computedLine(stored.lines[place], told?.lines[place], place, sources);
    if (line) computed.push(line);
    differences.push(...lineDifferences(place, stored.lines[place], line), ...seatDifferences(place, stored.lines[place], line, sources.seatDays));
  }
  return [...differences, ...headDifferences(stored, { ...(told ?? stored), ...sumLines(computed) }), ...noteDifferences(storedNotes, sources.toldNotes)];
}

/** A telephone line is the sum of its calls, whose ratings are the source; every other line is the engine's. Untold, a line can only be judged by itself. */
function computedLine(stored: InvoiceLine | undefined, told: InvoiceLine | undefined, place: number, sources: InvoiceSources): InvoiceLine | undefined {
  const line = told ?? (sources.told === null ? stored : undefined);
  if (!line || !isOfCalls(line)) return line;
  const again = sources.ratedAgain.find((each) => each.line === place) ?? { calls: 0, costMicros: 0n };
  const netMinor = microsToMinor(again.costMicros, sources.currency);
  return { ...line, calls: again.calls, costMicros: again.costMicros, netMinor, taxMinor: taxMinor(netMinor, sources.taxPercentMicros) };
}

function isOfCalls(line: InvoiceLine): line is TelephoneLine {
  return line.kind === 'telephone' || line.kind === 'prior-period';
}

function lineDifferences(place: number, stored: InvoiceLine | undefined, computed: InvoiceLine | undefined): InvoiceDifference[] {
  const subject = { kind: 'line', id: null } as const;
  if (!stored || !computed) return [{ line: place, subject, field: 'kind', stored: stored?.kind ?? null, computed: computed?.kind ?? null }];
  return compareFields(stored, computed, SINCE_ISSUE).map((each) => ({ line: place, subject, ...each }));
}

/** Every seat of the line has its days once, and they are the line's; a seat that is not on the line has none. */
function seatDifferences(
  place: number, stored: InvoiceLine | undefined, computed: InvoiceLine | undefined, seatDays: readonly ChargedSeatDays[],
): InvoiceDifference[] {
  const line = computed ?? stored;
  const charged = seatDays.filter((each) => each.line === place);
  const owed = line?.kind === 'rent' ? daysOwed(place, line) : [];
  const numbers = [...new Set([...owed, ...charged].map((each) => each.seatNumber))].sort((a, b) => a - b);
  return numbers.flatMap((number): InvoiceDifference[] => {
    const has = charged.filter((each) => each.seatNumber === number);
    const should = owed.find((each) => each.seatNumber === number);
    const subject = { kind: 'seat', id: String(number) } as const;
    if (has.length === 1 && should) return compareFields(has[0]!, should).map((each) => ({ line: place, subject, ...each }));
    return [{ line: place, subject, field: 'seatDays', stored: daysText(has), computed: should ? daysText([should]) : null }];
  });
}

/** The line's net is one seat's rent times its seats, so each seat's share is the same. */
function daysOwed(line: number, { seatNumbers, fromOn, toOn, netMinor }: RentLine): ChargedSeatDays[] {
  const share = netMinor / BigInt(seatNumbers.length);
  return seatNumbers.map((seatNumber) => ({ line, seatNumber, fromOn, toOn, netMinor: share }));
}

function daysText(days: readonly ChargedSeatDays[]): string | null {
  return days.length === 0 ? null : days.map(({ fromOn, toOn }) => `${fromOn}/${toOn}`).join(', ');
}

const HEAD: readonly (keyof Invoice)[] = ['kind', 'issuedAt', 'dueOn', 'netMinor', 'taxMinor', 'totalMinor'];

function headDifferences(stored: Invoice, computed: Invoice): InvoiceDifference[] {
  const pick = (invoice: Invoice): object => Object.fromEntries(HEAD.map((field) => [field, invoice[field]]));
  return compareFields(pick(stored), pick(computed)).map((each) => ({ line: null, subject: { kind: 'invoice', id: null }, ...each }));
}

function noteDifferences(stored: readonly CreditNote[], told: readonly CreditNote[]): InvoiceDifference[] {
  const numbers = [...new Set([...stored, ...told].map((note) => note.number))].sort((a, b) => a - b);
  return numbers.flatMap((number): InvoiceDifference[] => {
    const has = stored.find((note) => note.number === number);
    const should = told.find((note) => note.number === number);
    const subject = { kind: 'credit-note', id: String(number) } as const;
    if (!has || !should) return [{ line: null, subject, field: 'totalMinor', stored: writtenOf(has?.totalMinor), computed: writtenOf(should?.totalMinor) }];
    const ofLines = [...new Set([...has.lines, ...should.lines].map((line) => line.line))].flatMap((line) => {
      const lineOf = (note: CreditNote) => note.lines.find((each) => each.line === line) ?? { netMinor: null, taxMinor: null, line };
      return compareFields(lineOf(has), lineOf(should)).map((each) => ({ line, subject, ...each }));
    });
    return [...ofLines, ...compareFields(has, should, OF_NOTES).map((each) => ({ line: null, subject, ...each }))];
  });
}
