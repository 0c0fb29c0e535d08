import type { BillingEvents, BillingTopic, LeaseEvent, LeaseNoticeKind, SeatReference } from '@seatline/billing-domain';
import { randomUUIDv7 } from 'node:crypto';
import { civilDateAt } from '@seatline/kernel';
import { timestamp } from '../table-writer';
import type { Gathering } from './gathering';

/** What the tenant is told of an event, and what other domains hear of it. */
export function collectAnnouncements(gathering: Gathering, event: LeaseEvent): void {
  const leaseId = gathering.key.lease_id;
  switch (event.type) {
    case 'lease-opened':
      return publish(gathering, 'billing.seats-ordered', { leaseId, seats: seatsOf(gathering, counting(event.seats)) });
    case 'order-filled':
      return publish(gathering, 'billing.seats-ordered', { leaseId, seats: seatsOf(gathering, event.seatNumbers) });
    case 'seats-activated':
      return publish(gathering, 'billing.seats-activated', { leaseId, seats: seatsOf(gathering, event.seatNumbers) });
    case 'seats-released':
      return publish(gathering, 'billing.seats-released', { leaseId, seats: seatsOf(gathering, event.seatNumbers) });
    case 'lease-ended':
      return publish(gathering, 'billing.lease-ended', { leaseId });
    case 'invoice-issued':
      return giveNotice(gathering, event, 'invoice-issued', event.invoice.number);
    case 'notice-due':
      return giveNotice(gathering, event, event.kind, event.invoice);
    case 'suspended':
      publish(gathering, 'billing.lease-suspended', { leaseId, at: timestamp(event.at), because: event.because });
      return giveNotice(gathering, event, 'suspended', null);
    case 'restored':
      publish(gathering, 'billing.lease-restored', { leaseId, at: timestamp(event.at) });
      return giveNotice(gathering, event, 'restored', null);
    default:
  }
}

function publish<Topic extends BillingTopic>(gathering: Gathering, topic: Topic, payload: BillingEvents[Topic]): void {
  gathering.sink.outbox.push({ tenant_id: gathering.key.tenant_id, topic, payload: JSON.stringify(payload) });
}

/** A notice about an invoice happens once for it; any other once for its local day or, for what may come twice a day, its instant. */
function giveNotice(gathering: Gathering, event: LeaseEvent, kind: LeaseNoticeKind, invoice: number | null): void {
  const { change, ids, key, sink } = gathering;
  const id = randomUUIDv7();
  const recordedAt = timestamp(change.recordedAt);
  const ref = invoice !== null ? String(invoice) : kind === 'renewal' ? civilDateAt(event.at, change.after.contract.zone) : timestamp(event.at);
  sink.notices.push({
    ...key, id, kind, ref, invoice_id: invoice === null ? null : ids.invoice(invoice), due_at: timestamp(event.at), recorded_at: recordedAt,
  });
  // The portal shows it from the commit on: that is its sending there.
  sink.sendings.push({ tenant_id: key.tenant_id, notice_id: id, channel: 'portal', sent_at: recordedAt, outcome: 'sent' });
  publish(gathering, 'billing.notice-recorded', { leaseId: key.lease_id, noticeId: id, kind });
}

function seatsOf(gathering: Gathering, numbers: readonly number[]): SeatReference[] {
  return numbers.map((number) => ({ seatId: gathering.ids.seat(number), number }));
}

function counting(howMany: number): number[] {
  return Array.from({ length: howMany }, (_, place) => place + 1);
}
