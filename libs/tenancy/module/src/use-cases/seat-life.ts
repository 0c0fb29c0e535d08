import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, LiveBus, Outbox, type Principal, SYSTEM_ACTOR, type TenantTransaction } from '@seatline/server';
import { advanceSeat, checkSeatTransitions, type LeaseStanding, type SeatEvent, TENANCY_TOPICS, type TenancyEvents } from '@seatline/tenancy-domain';
import type { SeatEntity } from '../persistence/seat.entity';
import { recordSeatMove, saveSeat, seatOf } from '../persistence/seats';

/** Carries out what the domain says of a seat: row, history, audit, the wish to the carrier and the hint to whoever looks on. */
@Injectable()
export class SeatLife {
  constructor(
    private readonly outbox: Outbox,
    private readonly live: LiveBus,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    checkSeatTransitions();
  }

  /** @param row locked by the caller, after its lease's standing. */
  async apply(tx: TenantTransaction, row: SeatEntity, lease: LeaseStanding, event: SeatEvent, actor: Principal | typeof SYSTEM_ACTOR = SYSTEM_ACTOR): Promise<void> {
    const before = row.state;
    const now = this.clock.now();
    const step = advanceSeat(seatOf(row), lease, event, now);
    await saveSeat(tx, row, step.seat);
    if (step.ask !== null) await this.ask(tx, { seatId: row.id, service: step.ask, revision: step.seat.wantedRevision });
    if (!step.moved) return;
    await recordSeatMove(tx, { seatId: row.id, at: new Date(now), fromState: before, toState: step.seat.state, cause: row.cause });
    await this.audit.record(tx, actor, {
      action: `seat.${step.seat.state}`, subjectKind: 'seat', subjectId: row.id, facts: { from: before, by: event.kind, cause: row.cause },
    });
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'seats', id: row.id });
  }

  private async ask(tx: TenantTransaction, wish: TenancyEvents['tenancy.seat-service-wanted']): Promise<void> {
    await this.outbox.publish(tx, { topic: TENANCY_TOPICS.seatServiceWanted, payload: wish }, { urgent: wish.service === 'full' });
  }
}
