import { Inject, Injectable } from '@nestjs/common';
import { type Clock, instant } from '@seatline/kernel';
import { CLOCK, LiveBus, type Subscriber, type TenantTransaction } from '@seatline/server';
import type { SeatEvent } from '@seatline/tenancy-domain';
import type { LeaseStandingEntity } from '../persistence/lease-standing.entity';
import { ensureSeat, lockLeaseStanding, lockSeatsOfLease, recordSeatMove } from '../persistence/seats';
import { HEARD_OF_BILLING } from './heard-events';
import { SeatLife } from './seat-life';

interface HeardEvent {
  readonly id: string;
  readonly topic: string;
  readonly payload: Record<string, unknown>;
}

interface HeardSeat {
  readonly seatId: string;
  readonly number: number;
}

/**
 * Billing says what happened to a lease; this decides what it means for the lease's seats. Events may come twice or in another order than they
 * happened: a seat that is heard of by any of them is made; a lease's suspension and restoration are ordered by their recording.
 */
@Injectable()
export class FollowLeases implements Subscriber {
  readonly name = 'tenancy.follow-leases';
  readonly topics = Object.keys(HEARD_OF_BILLING);

  constructor(
    private readonly life: SeatLife,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(tx: TenantTransaction, event: HeardEvent): Promise<void> {
    switch (event.topic as keyof typeof HEARD_OF_BILLING) {
      case 'billing.seats-ordered':
        return this.seats(tx, HEARD_OF_BILLING['billing.seats-ordered'].parse(event.payload), 'lease-changed');
      case 'billing.seats-activated':
        return this.seats(tx, HEARD_OF_BILLING['billing.seats-activated'].parse(event.payload), 'activated');
      case 'billing.seats-released':
        return this.seats(tx, HEARD_OF_BILLING['billing.seats-released'].parse(event.payload), 'released');
      case 'billing.lease-suspended':
        return this.turn(tx, event.id, HEARD_OF_BILLING['billing.lease-suspended'].parse(event.payload), true);
      case 'billing.lease-restored':
        return this.turn(tx, event.id, HEARD_OF_BILLING['billing.lease-restored'].parse(event.payload), false);
      case 'billing.lease-ended':
        return this.end(tx, HEARD_OF_BILLING['billing.lease-ended'].parse(event.payload).leaseId);
    }
  }

  private async seats(tx: TenantTransaction, heard: { leaseId: string; seats: HeardSeat[] }, kind: 'lease-changed' | 'activated' | 'released'): Promise<void> {
    const lease = await lockLeaseStanding(tx, heard.leaseId);
    const now = this.clock.now();
    for (const { seatId, number } of heard.seats) {
      const made = await ensureSeat(tx, { id: seatId, leaseId: heard.leaseId, number }, now);
      if (made) await recordSeatMove(tx, { seatId, at: new Date(now), fromState: null, toState: 'ordered', cause: null });
    }
    if (kind === 'activated' && !lease.activated) await tx.entities.save(Object.assign(lease, { activated: true }));
    const named = new Set(heard.seats.map((seat) => seat.seatId));
    const rows = await lockSeatsOfLease(tx, heard.leaseId);
    for (const row of rows.filter((each) => named.has(each.id))) await this.life.apply(tx, row, lease, { kind });
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'seats' });
  }

  /** Of two turns of a lease, the one recorded later holds. */
  private async turn(tx: TenantTransaction, eventId: string, heard: { leaseId: string; at: string }, suspended: boolean): Promise<void> {
    const lease = await lockLeaseStanding(tx, heard.leaseId);
    if (lease.eventId !== null && eventId <= lease.eventId) return;
    await this.changed(tx, Object.assign(lease, { suspended, changedAt: new Date(instant(heard.at)), eventId }));
  }

  private async end(tx: TenantTransaction, leaseId: string): Promise<void> {
    await this.changed(tx, Object.assign(await lockLeaseStanding(tx, leaseId), { ended: true }));
  }

  private async changed(tx: TenantTransaction, lease: LeaseStandingEntity): Promise<void> {
    await tx.entities.save(lease);
    const event: SeatEvent = { kind: 'lease-changed' };
    for (const row of await lockSeatsOfLease(tx, lease.leaseId)) await this.life.apply(tx, row, lease, event);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'service-status', id: lease.leaseId });
  }
}
