import type { InvoiceLine, TelephoneLine } from '@seatline/billing-domain';
import { civilDateAt, type Instant, startOfDay } from '@seatline/kernel';
import { priceBasisToJson } from '../pricing-json';
import { dateRange, intArray, timestamp } from '../table-writer';
import type { EventOf, Gathering } from './gathering';

/** The year in whose series a document is numbered: the one that the legal entity's own clocks show. */
function yearOf(gathering: Gathering, at: Instant): number {
  return Number(civilDateAt(at, gathering.change.identity.legalEntity.zone).slice(0, 4));
}

/** An invoice with its lines, the seat-days that it bills, and the deposit that it takes. */
export function collectInvoice(gathering: Gathering, { invoice }: EventOf<'invoice-issued'>): void {
  const { ids, sink, owned, currency } = gathering;
  const id = ids.invoice(invoice.number);
  sink.invoices.push({
    ...owned,
    id,
    sequence: invoice.number,
    year: yearOf(gathering, invoice.issuedAt),
    kind: invoice.kind,
    issued_at: timestamp(invoice.issuedAt),
    due_on: invoice.dueOn,
    currency,
    net_minor: invoice.netMinor,
    tax_minor: invoice.taxMinor,
    total_minor: invoice.totalMinor,
  });
  invoice.lines.forEach((line, place) => {
    sink.lines.push({ ...owned, invoice_id: id, line_no: place, ...lineColumns(line) });
    if (line.kind === 'rent') collectCharges(gathering, id, place, line);
    if (line.kind === 'late-fee') collectLateDays(gathering, id, place, line);
    if (line.kind === 'deposit') collectDepositTaken(gathering, id, line, invoice.issuedAt);
  });
}

const NO_RENT = { seat_price_minor: null, days: null, period_days: null, whole_days: null };
const NOT_INCLUDED = { included_seconds: null, included_used_seconds: null, included_micros: null };
const NO_CALLS = { calls: null, cost_micros: null, ...NOT_INCLUDED };
const NO_REASON = { contract_version: null, price_basis: null, fee: null, late_fee: null };

function lineColumns(line: InvoiceLine) {
  const amounts = { kind: line.kind, net_minor: line.netMinor, tax_minor: line.taxMinor, tax_percent_micros: 'taxPercentMicros' in line ? line.taxPercentMicros : null };
  switch (line.kind) {
    case 'rent':
      return {
        ...amounts, ...NO_CALLS, ...NO_REASON, service: dateRange(line.fromOn, line.toOn), seat_numbers: intArray(line.seatNumbers),
        contract_version: line.contractVersion, price_basis: line.priceBasis && JSON.stringify(priceBasisToJson(line.priceBasis)), seat_price_minor: line.seatPriceMinor, days: line.days, period_days: line.periodDays, whole_days: line.wholeDays,
      };
    case 'deposit':
      return {
        ...amounts, ...NO_CALLS, ...NO_REASON, ...NO_RENT, service: null, seat_numbers: intArray(line.seatNumbers), seat_price_minor: line.seatDepositMinor,
      };
    case 'sla':
      return {
        ...amounts, ...NO_CALLS, ...NO_REASON, ...NO_RENT, service: dateRange(line.fromOn, line.toOn), seat_numbers: intArray(line.seatNumbers),
        seat_price_minor: line.seatPriceMinor, days: line.days, period_days: line.periodDays,
      };
    case 'fee':
      return {
        ...amounts, ...NO_CALLS, ...NO_REASON, ...NO_RENT, service: null, seat_numbers: intArray(line.seatNumbers), seat_price_minor: line.unitMinor,
        fee: JSON.stringify({ code: line.code, name: line.name }),
      };
    case 'late-fee':
      return {
        ...amounts, ...NO_CALLS, ...NO_REASON, ...NO_RENT, service: dateRange(line.fromOn, line.toOn), seat_numbers: '{}', days: line.days,
        late_fee: JSON.stringify({ invoice: line.invoice, dailyMillionths: line.dailyMillionths, baseMinor: String(line.baseMinor) }),
      };
    default:
      return { ...amounts, ...NO_REASON, ...NO_RENT, service: dateRange(line.fromOn, line.toOn), seat_numbers: '{}', calls: line.calls, cost_micros: line.costMicros, ...includedColumns(line) };
  }
}

function includedColumns({ included }: TelephoneLine) {
  if (included === undefined) return NOT_INCLUDED;
  return { included_seconds: BigInt(included.seconds), included_used_seconds: BigInt(included.usedSeconds), included_micros: included.coveredMicros };
}

/** One row a seat. A line is one seat's rent times its seats, so each row is an equal share of it. */
function collectCharges(gathering: Gathering, invoiceId: string, lineNo: number, line: Extract<InvoiceLine, { kind: 'rent' }>): void {
  const service = dateRange(line.fromOn, line.toOn);
  const share = line.netMinor / BigInt(line.seatNumbers.length);
  for (const number of line.seatNumbers) {
    gathering.sink.charges.push({
      ...gathering.owned, seat_id: gathering.ids.seat(number), service, invoice_id: invoiceId, line_no: lineNo, net_minor: share,
    });
  }
}

/** The days of another invoice's delay that the line charges. */
function collectLateDays(gathering: Gathering, invoiceId: string, lineNo: number, line: Extract<InvoiceLine, { kind: 'late-fee' }>): void {
  gathering.sink.lateDays.push({
    ...gathering.owned, late_invoice_id: gathering.ids.invoice(line.invoice), service: dateRange(line.fromOn, line.toOn), invoice_id: invoiceId, line_no: lineNo,
  });
}

function collectDepositTaken(gathering: Gathering, invoiceId: string, line: Extract<InvoiceLine, { kind: 'deposit' }>, at: Instant): void {
  gathering.counted.deposits += 1;
  gathering.sink.deposits.push({
    ...gathering.owned,
    sequence: gathering.counted.deposits,
    kind: 'taken',
    seat_numbers: intArray(line.seatNumbers),
    invoice_id: invoiceId,
    amount_minor: line.netMinor,
    currency: gathering.currency,
    at: timestamp(at),
  });
}

export function collectCreditNote(gathering: Gathering, { creditNote }: EventOf<'credit-note-issued'>): void {
  const { ids, sink, owned, currency } = gathering;
  const id = ids.creditNote(creditNote.number);
  const invoiceId = ids.invoice(creditNote.invoice);
  sink.creditNotes.push({
    ...owned,
    id,
    invoice_id: invoiceId,
    sequence: creditNote.number,
    year: yearOf(gathering, creditNote.issuedAt),
    issued_at: timestamp(creditNote.issuedAt),
    currency,
    net_minor: creditNote.netMinor,
    tax_minor: creditNote.taxMinor,
    total_minor: creditNote.totalMinor,
  });
  creditNote.lines.forEach((line, place) => {
    sink.creditLines.push({
      ...owned, credit_note_id: id, line_no: place, invoice_id: invoiceId, invoice_line_no: line.line, net_minor: line.netMinor, tax_minor: line.taxMinor,
    });
  });
}

/** What a pool did for calls: its own row goes with the lease's state. */
export function collectIncludedUsage({ sink, key }: Gathering, { fromOn, covered }: EventOf<'included-minutes-used'>): void {
  for (const { key: usageId, seconds, micros } of covered) sink.includedUsage.push({ ...key, usage_id: usageId, pool_from_on: fromOn, seconds, micros });
}

/** A close that issued an invoice: which calls are on which of its lines. */
export function collectBilledUsage(gathering: Gathering, event: EventOf<'usage-closed'>): void {
  if (event.invoice === null) return;
  const { lines } = gathering.change.after.invoices[event.invoice - 1]!;
  const { zone } = gathering.change.after.contract;
  const placeOf = (kind: InvoiceLine['kind']): number | null => {
    const place = lines.findIndex((line) => line.kind === kind);
    return place < 0 ? null : place;
  };
  gathering.sink.billedUsage.push({
    row: {
      ...gathering.key,
      invoice_id: gathering.ids.invoice(event.invoice),
      own_line_no: placeOf('telephone'),
      prior_line_no: placeOf('prior-period'),
      correction_line_no: placeOf('re-rating'),
      from_at: timestamp(startOfDay(event.fromOn, zone)),
      to_at: timestamp(startOfDay(event.toOn, zone)),
      close_at: timestamp(event.at),
    },
    calls: lines.reduce((sum, line) => sum + (line.kind === 'telephone' || line.kind === 'prior-period' ? line.calls : 0), 0),
    corrected: lines.reduce((sum, line) => sum + (line.kind === 're-rating' ? line.calls : 0), 0),
  });
}
