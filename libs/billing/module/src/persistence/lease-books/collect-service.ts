import type { ServiceInterruption, ServiceSpan } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { timestamp } from '../table-writer';
import type { EventOf, Gathering } from './gathering';

function timeRange({ startAt, endAt }: ServiceSpan): string {
  return `[${timestamp(startAt)},${timestamp(endAt)})`;
}

/** A time in which seats could not be used. */
export function collectInterruption({ change, key, sink }: Gathering, { interruption, at }: { readonly interruption: ServiceInterruption; readonly at: Instant }): void {
  sink.interruptions.push({
    ...key,
    sequence: change.after.interruptions.findIndex(({ kind, ref }) => kind === interruption.kind && ref === interruption.ref) + 1,
    kind: interruption.kind,
    ref: interruption.ref,
    during: timeRange(interruption),
    excess: `{${interruption.excess.map(timeRange).join(',')}}`,
    reason: interruption.reason,
    recorded_at: timestamp(at),
  });
}

/** An interruption that was withdrawn, and with it the interruption itself where it had not been told before. */
export function collectWithdrawal(gathering: Gathering, { interruption, reason, at }: EventOf<'interruption-withdrawn'>): void {
  const { change, key, sink } = gathering;
  const isThis = ({ kind, ref }: ServiceInterruption): boolean => kind === interruption.kind && ref === interruption.ref;
  if (!change.before?.book.interruptions.some(isThis)) collectInterruption(gathering, { interruption, at });
  sink.withdrawals.push({ ...key, sequence: change.after.interruptions.findIndex(isThis) + 1, reason, withdrawn_at: timestamp(at) });
}

/** Rent given back: where it stands, and each seat's part of it with its time. */
export function collectServiceCredit({ ids, key, owned, sink }: Gathering, { credit }: EventOf<'service-credited'>): void {
  const { on, number: sequence } = credit;
  sink.serviceCredits.push({
    ...owned,
    sequence,
    of_invoice_id: ids.invoice(credit.ofInvoice),
    of_line_no: credit.ofLine,
    invoice_id: 'invoice' in on ? ids.invoice(on.invoice) : null,
    line_no: 'invoice' in on ? on.line : null,
    credit_note_id: 'creditNote' in on ? ids.creditNote(on.creditNote) : null,
    net_minor: credit.netMinor,
    tax_minor: credit.taxMinor,
    given_at: timestamp(credit.givenAt),
  });
  for (const { seat, netMinor, times } of credit.seats) {
    const seat_id = ids.seat(seat);
    sink.serviceCreditSeats.push({ ...key, sequence, seat_id, net_minor: netMinor });
    for (const span of times) sink.serviceCreditTimes.push({ ...key, sequence, seat_id, during: timeRange(span) });
  }
}
