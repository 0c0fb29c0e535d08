import { Injectable } from '@nestjs/common';
import type { Subscriber, TenantTransaction } from '@seatline/server';
import { TELEPHONY_TOPICS } from '@seatline/telephony-domain';
import type { SeatEvent } from '@seatline/tenancy-domain';
import { leaseOfSeat, lockLeaseStanding, lockSeat } from '../persistence/seats';
import { HEARD_OF_TELEPHONY } from './heard-events';
import { SeatLife } from './seat-life';

/** Telephony says what the carrier has done; the seat follows. */
@Injectable()
export class FollowCarrier implements Subscriber {
  readonly name = 'tenancy.follow-carrier';
  readonly topics = Object.keys(HEARD_OF_TELEPHONY);

  constructor(private readonly life: SeatLife) {}

  async handle(tx: TenantTransaction, event: { id: string; topic: string; payload: Record<string, unknown> }): Promise<void> {
    if (event.topic === TELEPHONY_TOPICS.seatServiceApplied) {
      const { seatId, service } = HEARD_OF_TELEPHONY[TELEPHONY_TOPICS.seatServiceApplied].parse(event.payload);
      return this.follow(tx, seatId, { kind: 'service-applied', service, eventId: event.id });
    }
    const { seatId, cause } = HEARD_OF_TELEPHONY[TELEPHONY_TOPICS.seatServiceFailed].parse(event.payload);
    return this.follow(tx, seatId, { kind: 'service-failed', cause, eventId: event.id });
  }

  private async follow(tx: TenantTransaction, seatId: string, event: SeatEvent): Promise<void> {
    const leaseId = await leaseOfSeat(tx, seatId);
    if (leaseId === null) throw new Error(`the carrier reports on seat ${seatId}, which tenancy never asked for`);
    const lease = await lockLeaseStanding(tx, leaseId);
    const row = await lockSeat(tx, seatId);
    if (row) await this.life.apply(tx, row, lease, event);
  }
}
