import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, instant, zone } from '@seatline/kernel';
import { openLease } from '../lease/open-lease';
import { apply } from '../lease/apply';
import { advance } from '../lease/advance';
import { contractOf } from '../plan/contract';
import type { Invoice, InvoiceLine } from '../invoice/invoice';
import { type ChargedSeatDays, type InvoiceSources, verifyInvoice } from './verify-invoice';

const contract = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 } });
const opened = openLease(contract, 2, instant('2026-01-30T10:00:00+08:00'));
if (!opened.ok) throw new Error(opened.refusal.code);
const called = apply(opened.value.book, { do: 'record-usage', answeredOn: civilDate('2026-02-10'), costMicros: 1_234_567n }, instant('2026-02-10T10:00:00+08:00'));
const book = advance(called.book, instant('2026-03-05T00:00:00+08:00')).book;
const [opening, , telephone] = book.invoices as [Invoice, Invoice, Invoice];

const seatDays = (invoice: Invoice): ChargedSeatDays[] =>
  invoice.lines.flatMap((line, place) =>
    line.kind === 'rent' ? line.seatNumbers.map((seatNumber) => ({ line: place, seatNumber, fromOn: line.fromOn, toOn: line.toOn, netMinor: line.netMinor / BigInt(line.seatNumbers.length) })) : []);
const sourcesOf = (invoice: Invoice, more: Partial<InvoiceSources> = {}): InvoiceSources => ({
  told: invoice, toldNotes: [], seatDays: seatDays(invoice), taxPercentMicros: contract.taxPercentMicros, currency: contract.currency,
  ratedAgain: invoice.lines.flatMap((line, place) => ('calls' in line ? [{ line: place, calls: line.calls, costMicros: line.costMicros }] : [])),
  ...more,
});
const withLine = (invoice: Invoice, place: number, change: Partial<InvoiceLine>): Invoice => ({ ...invoice, lines: invoice.lines.with(place, { ...invoice.lines[place]!, ...change } as InvoiceLine) });

describe('an invoice computed again', () => {
  it('is identical to itself, whatever has been paid, credited and earned since', () => {
    for (const invoice of book.invoices) expect(verifyInvoice(invoice, [], sourcesOf(invoice))).toEqual([]);
    const later = withLine({ ...opening, paidMinor: 5n, creditedMinor: 7n, noticesSent: ['reminder'] }, 0, { creditedNetMinor: 7n, recognised: true });
    expect(verifyInvoice(later, [], sourcesOf(opening))).toEqual([]);
  });

  it('that the history never issued is said to be none, and its lines are judged by themselves', () => {
    expect(verifyInvoice(opening, [], sourcesOf(opening, { told: null }))).toEqual([
      { line: null, subject: { kind: 'invoice', id: null }, field: 'issuedAt', stored: String(opening.issuedAt), computed: null },
    ]);
  });

  it('names a line too many and a line too few', () => {
    const short = { ...opening, lines: opening.lines.slice(0, 1) };
    expect(verifyInvoice(short, [], sourcesOf(opening))).toEqual([{ line: 1, subject: { kind: 'line', id: null }, field: 'kind', stored: null, computed: 'deposit' }]);
    expect(verifyInvoice(opening, [], sourcesOf(short, { told: { ...opening, lines: short.lines } })).map(({ line, field, stored, computed }) => [line, field, stored, computed])).toEqual([
      [1, 'kind', 'deposit', null],
      [null, 'netMinor', '800000', '400000'],
      [null, 'totalMinor', '824000', '424000'],
    ]);
  });

  it('names a seat that is charged twice, and one that is charged and not on the line', () => {
    const [first] = seatDays(opening);
    const twice = sourcesOf(opening, { seatDays: [...seatDays(opening), first!, { ...first!, seatNumber: 9 }] });
    expect(verifyInvoice(opening, [], twice).map(({ subject, stored, computed }) => [subject.id, stored, computed])).toEqual([
      ['1', '2026-02-01/2026-03-01, 2026-02-01/2026-03-01', '2026-02-01/2026-03-01'],
      ['9', '2026-02-01/2026-03-01', null],
    ]);
  });

  it('rounds the calls of a line once, and names the line that says otherwise', () => {
    expect(telephone.lines[0]).toMatchObject({ kind: 'telephone', netMinor: 123n, taxMinor: 7n });
    const otherwise = verifyInvoice(telephone, [], sourcesOf(telephone, { ratedAgain: [{ line: 0, calls: 1, costMicros: 1_235_000n }] }));
    expect(otherwise.map(({ line, field, stored, computed }) => [line, field, stored, computed])).toEqual([
      [0, 'costMicros', '1234567', '1235000'],
      [0, 'netMinor', '123', '124'],
      [null, 'netMinor', '123', '124'],
      [null, 'totalMinor', '130', '131'],
    ]);
    expect(verifyInvoice(telephone, [], sourcesOf(telephone, { ratedAgain: [] })).find(({ field }) => field === 'calls')).toMatchObject({ stored: '1', computed: '0' });
  });

  it('names a credit note that nobody gave, and one that is missing', () => {
    const note = { number: 1, invoice: 1, issuedAt: opening.issuedAt, lines: [{ line: 0, netMinor: 10n, taxMinor: 1n }], netMinor: 10n, taxMinor: 1n, totalMinor: 11n };
    const subject = { kind: 'credit-note', id: '1' };
    expect(verifyInvoice(opening, [note], sourcesOf(opening))).toEqual([{ line: null, subject, field: 'totalMinor', stored: '11', computed: null }]);
    expect(verifyInvoice(opening, [], sourcesOf(opening, { toldNotes: [note] }))).toEqual([{ line: null, subject, field: 'totalMinor', stored: null, computed: '11' }]);
    const other = { ...note, lines: [{ line: 0, netMinor: 9n, taxMinor: 1n }] };
    expect(verifyInvoice(opening, [other], sourcesOf(opening, { toldNotes: [note] }))).toEqual([{ line: 0, subject, field: 'netMinor', stored: '9', computed: '10' }]);
  });
});
