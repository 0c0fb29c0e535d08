import type {
  Allocation, CreditNote, Dispute, Invoice, InvoiceLine, LeaseBook, MoneyPart, Refund, Seat, ServiceCredit, ServiceSpan, TelephoneLine, UnappliedMoney,
} from '@seatline/billing-domain';
import type { CivilDate, Instant } from '@seatline/kernel';
import { contractFromJson, rentTermsFromJson } from '../contract-json';
import { priceBasisFromJson } from '../pricing-json';
import type { CreditNoteRow, DisputeRow, InvoiceRow, LeaseRows, LineRow, MoneyPartRow, MoneyRow, PaymentRefundRow, SeatRow, ServiceCreditRow } from './lease-rows';

/** The engine's book as the rows say it is. Nothing is decided here: what is paid and credited is the sum of its rows. */
export function assembleBook(rows: LeaseRows): LeaseBook {
  const { head } = rows;
  const allocations = rows.allocations.map(
    (row, place): Allocation => ({
      number: place + 1, source: row.source_kind, sourceNumber: row.source_sequence, invoice: row.invoice, minor: row.amount_minor, on: row.allocated_on as CivilDate,
    }),
  );
  return {
    contract: contractFromJson(head.contract, head.tax_rates),
    termsChanges: (head.terms_changes ?? []).map((row) => ({ fromOn: row.from_on as CivilDate, terms: rentTermsFromJson(row.terms), reason: row.reason })),
    lateFees: rows.lateFees.map((row) => ({ fromOn: row.from_on as CivilDate, terms: row.terms, reason: row.reason })),
    openedAt: head.opened_at as Instant,
    endOn: head.end_on as CivilDate,
    endsEarly: head.ends_early,
    endedAt: head.ended_at as Instant | null,
    settledAt: head.settled_at as Instant | null,
    advancedTo: head.advanced_to as Instant,
    rentIssuedThroughOn: head.rent_issued_through_on as CivilDate,
    usageClosedThroughOn: head.usage_closed_through_on as CivilDate,
    renewalNotifiedAt: head.renewal_notified_at as Instant | null,
    seats: rows.seats.map(toSeat),
    orders: rows.orders.map((row) => ({ number: row.number, seats: row.seats, orderedOn: row.ordered_on as CivilDate })),
    invoices: assembleInvoices(rows, allocations),
    creditNotes: rows.creditNotes.map(toCreditNote),
    payments: rows.payments.map((row, place) => ({
      number: place + 1, amountMinor: row.amount_minor, bookedAt: row.booked_at as Instant, valueOn: row.value_on as CivilDate, forOrder: row.for_order,
    })),
    allocations,
    unapplied: unappliedOf(rows.money, allocations, rows.parts),
    writeOffs: rows.writeOffs.map((row, place) => ({ number: place + 1, invoice: row.invoice, minor: row.amount_minor })),
    paymentRefunds: rows.paymentRefunds.map((row, place) => toRefund(row, place + 1, rows)),
    disputes: rows.disputes.map((row, place) => toDispute(row, place + 1, rows, allocations)),
    holds: rows.holds.map((row) => ({ untilOn: row.until_on as CivilDate, reason: row.reason, grantedAt: row.granted_at as Instant })),
    suspensions: rows.suspensions.map((row) => ({
      suspendedAt: row.suspended_at as Instant, because: row.because, restoredAt: row.restored_at as Instant | null,
    })),
    openUsage: [],
    openCorrections: rows.corrections.map((row) => ({ answeredOn: row.answered_on as CivilDate, calls: row.calls, costMicros: row.cost_micros })),
    takenBack: rows.reductions.map((row) => ({ invoice: row.invoice, line: row.line_no, micros: row.micros })),
    interruptions: rows.interruptions.map((row) => ({
      kind: row.kind, ref: row.ref, startAt: row.start_at as Instant, endAt: row.end_at as Instant, reason: row.reason, excess: toSpans(row.excess),
      ...(row.withdrawn_at === null ? {} : { withdrawn: { at: row.withdrawn_at as Instant, reason: row.withdrawal_reason ?? '' } }),
    })),
    serviceCredits: rows.serviceCredits.map(toServiceCredit),
    includedPools: rows.pools.map((row) => ({
      fromOn: row.from_on as CivilDate, toOn: row.to_on as CivilDate, seconds: Number(row.seconds), usedSeconds: Number(row.used_seconds), coveredMicros: row.covered_micros,
    })),
    ordersPlaced: head.orders_placed,
    depositReleases: head.deposit_releases,
    refundDueMinor: head.refund_due_minor,
    refunds: rows.refunds.map((row, place) => ({
      number: place + 1, amountMinor: row.amount_minor, paidAt: row.paid_at as Instant, valueOn: row.value_on as CivilDate,
    })),
  };
}

function toSeat(row: SeatRow): Seat {
  return {
    number: row.number,
    state: row.state,
    activatedAt: row.activated_at as Instant | null,
    broughtByInvoice: row.brought_by_invoice,
    fromOn: row.from_on as CivilDate,
    endsOn: row.ends_on as CivilDate | null,
    depositMinor: row.deposit_minor,
    paymentWaived: row.payment_waived,
  };
}

function assembleInvoices(rows: LeaseRows, allocations: readonly Allocation[]): Invoice[] {
  const closedThroughOn = rows.head.usage_closed_through_on;
  const ownPercentMicros = BigInt(rows.head.contract.taxPercentMicros);
  const lines: InvoiceLine[][] = rows.invoices.map(() => []);
  for (const row of rows.lines) lines[row.sequence - 1]!.push(toLine(row, closedThroughOn, ownPercentMicros));
  const credited = rows.invoices.map(() => 0n);
  for (const note of rows.creditNotes) credited[note.invoice - 1]! += note.total_minor;
  const paid = rows.invoices.map((row) => row.set_off_minor);
  for (const allocation of allocations) paid[allocation.invoice - 1]! += allocation.minor;
  const writtenOff = rows.invoices.map(() => 0n);
  for (const each of rows.writeOffs) writtenOff[each.invoice - 1]! += each.amount_minor;
  const notices = rows.invoices.map((): LeaseRows['notices'][number][] => []);
  for (const notice of rows.notices) notices[notice.invoice - 1]!.push(notice);
  return rows.invoices.map((row, place) => toInvoice(row, place, lines[place]!, {
    paidMinor: paid[place]!,
    creditedMinor: credited[place]!,
    writtenOffMinor: writtenOff[place]!,
    noticesSent: notices[place]!.map((notice) => notice.kind),
    lastWarningSentAt: (notices[place]!.find((notice) => notice.late_sent_at !== null)?.late_sent_at ?? null) as Instant | null,
  }));
}

type SinceIssue = Pick<Invoice, 'paidMinor' | 'creditedMinor' | 'writtenOffMinor' | 'noticesSent' | 'lastWarningSentAt'>;

function toInvoice(row: InvoiceRow, place: number, lines: readonly InvoiceLine[], since: SinceIssue): Invoice {
  return {
    number: place + 1,
    kind: row.kind,
    issuedAt: row.issued_at as Instant,
    dueOn: row.due_on as CivilDate,
    lines,
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    totalMinor: row.total_minor,
    ...since,
  };
}

/** Rent is recognised by the close of the period that holds its last day, so the line need not say so itself. */
function toLine(row: LineRow, closedThroughOn: string, ownPercentMicros: bigint): InvoiceLine {
  const amounts = { netMinor: row.net_minor, taxMinor: row.tax_minor };
  if (row.kind === 'deposit') return { kind: row.kind, seatNumbers: row.seat_numbers, seatDepositMinor: row.seat_price_minor, ...amounts };
  if (row.kind === 'fee') {
    const { code, name } = row.fee!;
    return { kind: row.kind, code, name: { en: name.en, 'zh-CN': name['zh-CN'] }, seatNumbers: row.seat_numbers, unitMinor: row.seat_price_minor, ...amounts };
  }
  const span = { fromOn: row.from_on as CivilDate, toOn: row.to_on as CivilDate };
  if (row.kind === 'sla') {
    return {
      kind: row.kind, ofInvoice: row.of_invoice!, ofLine: row.of_line_no!, seatNumbers: row.seat_numbers, seatPriceMinor: row.seat_price_minor, ...span,
      days: row.days, periodDays: row.period_days, ...amounts, taxPercentMicros: row.tax_percent_micros!,
    };
  }
  if (row.kind === 'late-fee') {
    const { invoice, dailyMillionths, baseMinor } = row.late_fee!;
    return { kind: row.kind, invoice, ...span, days: row.days, dailyMillionths, baseMinor: BigInt(baseMinor), ...amounts, creditedNetMinor: row.credited_net_minor };
  }
  if (row.kind !== 'rent') {
    return { kind: row.kind, fromOn: row.from_on as CivilDate | null, toOn: span.toOn, calls: row.calls, costMicros: row.cost_micros, ...amounts, ...includedOf(row) };
  }
  return {
    kind: row.kind,
    contractVersion: row.contract_version ?? 1,
    seatNumbers: row.seat_numbers,
    seatPriceMinor: row.seat_price_minor,
    priceBasis: row.price_basis && priceBasisFromJson(row.price_basis),
    ...span,
    days: row.days,
    periodDays: row.period_days,
    wholeDays: row.whole_days,
    ...amounts,
    taxPercentMicros: row.tax_percent_micros ?? ownPercentMicros,
    creditedNetMinor: row.credited_net_minor,
    creditedTaxMinor: row.credited_tax_minor,
    serviceNetMinor: row.service_net_minor,
    serviceTaxMinor: row.service_tax_minor,
    recognised: span.toOn <= closedThroughOn,
  };
}

function toSpans(pairs: readonly (readonly [number, number])[]): ServiceSpan[] {
  return pairs.map(([startAt, endAt]) => ({ startAt: startAt as Instant, endAt: endAt as Instant }));
}

function toServiceCredit(row: ServiceCreditRow, place: number): ServiceCredit {
  return {
    number: place + 1,
    givenAt: row.given_at as Instant,
    ofInvoice: row.of_invoice,
    ofLine: row.of_line_no,
    on: row.credit_note === null ? { invoice: row.invoice!, line: row.line_no! } : { creditNote: row.credit_note },
    seats: row.seats.map(({ seat, net, times }) => ({ seat, netMinor: BigInt(net), times: toSpans(times) })),
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
  };
}

function includedOf({ included_seconds: seconds, included_used_seconds: used, included_micros: micros }: LineRow): Pick<TelephoneLine, 'included'> {
  if (seconds === null || used === null || micros === null) return {};
  return { included: { seconds: Number(seconds), usedSeconds: Number(used), coveredMicros: micros } };
}

function toCreditNote(row: CreditNoteRow, place: number): CreditNote {
  return {
    number: place + 1,
    invoice: row.invoice,
    issuedAt: row.issued_at as Instant,
    lines: row.lines.map(({ line, net, tax }) => ({ line, netMinor: BigInt(net), taxMinor: BigInt(tax) })),
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    totalMinor: row.total_minor,
  };
}

function partsOf({ parts }: LeaseRows, takenFor: 'refund' | 'dispute', number: number): MoneyPart[] {
  return parts
    .filter((row) => row.taken_for === takenFor && row.taken_sequence === number)
    .map((row) => ({ source: row.source_kind, sourceNumber: row.source_sequence, minor: row.amount_minor }));
}

function toRefund(row: PaymentRefundRow, number: number, rows: LeaseRows): Refund {
  return {
    number,
    payment: row.payment,
    amountMinor: row.amount_minor,
    parts: partsOf(rows, 'refund', number),
    reason: row.reason,
    refundedAt: row.refunded_at as Instant,
    returnedAt: row.returned_at as Instant | null,
  };
}

function toDispute(row: DisputeRow, number: number, rows: LeaseRows, allocations: readonly Allocation[]): Dispute {
  return {
    number,
    payment: row.payment,
    amountMinor: row.amount_minor,
    parts: partsOf(rows, 'dispute', number),
    reversals: reversalsOf(allocations, number),
    reason: row.reason,
    openedAt: row.opened_at as Instant,
    closedAs: row.closed_as,
    closedAt: row.closed_at as Instant | null,
    resumedAt: row.resumed_at as Instant | null,
  };
}

/** An invoice's once, in the order in which they were taken. */
function reversalsOf(allocations: readonly Allocation[], dispute: number): Dispute['reversals'] {
  const taken = new Map<number, bigint>();
  for (const { source, sourceNumber, invoice, minor } of allocations) {
    if (source === 'dispute' && sourceNumber === dispute) taken.set(invoice, (taken.get(invoice) ?? 0n) - minor);
  }
  return [...taken].map(([invoice, minor]) => ({ invoice, minor }));
}

/** What is left of each piece of free money, oldest first: what came in less what it has paid. */
function unappliedOf(money: readonly MoneyRow[], allocations: readonly Allocation[], parts: readonly MoneyPartRow[]): UnappliedMoney[] {
  const used = new Map<string, bigint>();
  for (const { source, sourceNumber, minor } of allocations) {
    if (minor <= 0n) continue; // a negative one is where the money of a credit note came from
    const key = `${source} ${sourceNumber}`;
    used.set(key, (used.get(key) ?? 0n) + minor);
  }
  for (const { source_kind: source, source_sequence: number, amount_minor: minor } of parts) {
    const key = `${source} ${number}`;
    used.set(key, (used.get(key) ?? 0n) + minor);
  }
  return money
    .map((row) => ({
      source: row.source_kind,
      number: row.source_sequence,
      leftMinor: row.amount_minor - (used.get(`${row.source_kind} ${row.source_sequence}`) ?? 0n),
    }))
    .filter((each) => each.leftMinor > 0n);
}
