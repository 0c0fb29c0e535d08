import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, LiveBus, log, Outbox, TenantUnitOfWork } from '@seatline/server';
import { type Carrier, type SeatServiceApplied, type SeatServiceFailed, TELEPHONY_TOPICS, type WantedService } from '@seatline/telephony-domain';
import { SeatEndpointEntity } from '../persistence/seat-endpoint.entity';
import { CarrierRegistry } from '../registry/carrier-registry';
import { causeOf, claim, failed, type Outcome, settle } from './wish';

/** A job of this name brings one seat to its carrier. */
export const APPLY_SEAT_TASK = 'telephony-apply-seat';

interface SeatWish {
  readonly gen: number;
  readonly carrier: SeatEndpointEntity['carrier'];
  readonly seatId: string;
  readonly tenantId: string;
  readonly sipUsername: string;
  readonly ha1: string;
  readonly service: WantedService;
}

/** Brings a carrier to what a seat's row wants. The carrier is asked outside every transaction; what came of it is a second one. */
@Injectable()
export class SeatProvisioner {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly registry: CarrierRegistry,
    private readonly outbox: Outbox,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async apply(tenantId: string, seatId: string): Promise<Outcome> {
    for (;;) {
      const wish = await this.claim(tenantId, seatId);
      if (typeof wish === 'string') return wish;
      const cause = await this.carryOut(wish);
      const outcome = await this.record(wish, cause);
      if (outcome !== 'superseded') return outcome;
    }
  }

  private claim(tenantId: string, seatId: string): Promise<SeatWish | Outcome> {
    return this.tenants.run(tenantId, async (tx) => {
      const row = await tx.entities.findOne(SeatEndpointEntity, { where: { tenantId, seatId }, lock: { mode: 'pessimistic_write' } });
      if (!row) return 'nothing';
      const claimed = claim(row, this.clock);
      if (claimed !== 'claimed') return claimed;
      await tx.entities.save(row);
      return { gen: row.desiredGen, carrier: row.carrier, seatId, tenantId, sipUsername: row.sipUsername, ha1: row.ha1, service: row.service };
    });
  }

  /** @returns why it failed; null when the carrier has taken it. */
  private async carryOut(wish: SeatWish): Promise<string | null> {
    try {
      await bringSeat(this.registry.named(wish.carrier), wish);
      return null;
    } catch (error) {
      const cause = causeOf(error);
      log.warn({ seatId: wish.seatId, carrier: wish.carrier, cause, reason: faultReason(error) }, 'a seat could not be brought to its carrier');
      return cause;
    }
  }

  private record(wish: SeatWish, cause: string | null): Promise<Outcome> {
    return this.tenants.run(wish.tenantId, async (tx) => {
      const where = { tenantId: wish.tenantId, seatId: wish.seatId };
      const row = await tx.entities.findOneOrFail(SeatEndpointEntity, { where, lock: { mode: 'pessimistic_write' } });
      const changed = row.appliedService !== wish.service;
      const outcome = cause === null ? settle(row, wish.gen) : failed(row, wish.gen, cause, this.clock);
      if (cause === null) row.appliedService = wish.service;
      await tx.entities.save(row);
      if (outcome === 'failed') {
        const payload: SeatServiceFailed = { seatId: wish.seatId, cause: cause ?? 'carrier-unknown' };
        await this.outbox.publish(tx, { topic: TELEPHONY_TOPICS.seatServiceFailed, payload });
      } else if (cause === null && changed) {
        await this.announce(tx, wish, row);
      }
      return outcome;
    });
  }

  private async announce(tx: Parameters<Outbox['publish']>[0], wish: SeatWish, row: SeatEndpointEntity): Promise<void> {
    if (row.service !== wish.service) return; // another service is already wanted; that one is told when it is there
    const payload: SeatServiceApplied = { seatId: wish.seatId, service: wish.service };
    await this.outbox.publish(tx, { topic: TELEPHONY_TOPICS.seatServiceApplied, payload }, { urgent: wish.service === 'full' });
    await this.live.notify(tx, { tenantId: wish.tenantId, topic: 'seats', id: wish.seatId });
  }
}

/** Makes one carrier know the seat as wanted. */
export async function bringSeat(carrier: Carrier, seat: { seatId: string; tenantId: string; sipUsername: string; ha1: string; service: WantedService }): Promise<void> {
  if (seat.service === 'none') return carrier.removeSeat(seat.seatId);
  return carrier.ensureSeat({ id: seat.seatId, tenantId: seat.tenantId, sipUsername: seat.sipUsername, ha1: seat.ha1, service: seat.service });
}
