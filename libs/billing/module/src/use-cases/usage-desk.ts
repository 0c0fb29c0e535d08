import { Inject, Injectable } from '@nestjs/common';
import { apply, type LeaseEvent } from '@seatline/billing-domain';
import { type Clock, civilDateAt, type Instant } from '@seatline/kernel';
import { CLOCK, type TenantTransaction } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { shareLeases, type UsageLease, type UsageRating } from '../persistence/usage';
import { bringUp } from './bring-up';
import { LeaseDesk } from './lease-desk';
import { SettleUsage } from './settle-usage';
import type { RateableLeg } from './usage-rater';

/** Leases that calls are being entered for. */
export interface OpenedForUsage {
  /** The instant of the entry: after the locks, so that no close of an earlier instant can be under way. */
  readonly at: Instant;
  readonly ended: readonly LoadedLease[];
}

/**
 * Lets calls into leases. While a lease runs its calls only have to be there when its usage is closed, so they share its lock. A lease that is over has
 * no close in sight unless something waits for one: there the engine is told of each call.
 */
@Injectable()
export class UsageDesk {
  constructor(
    private readonly desk: LeaseDesk,
    private readonly settleUsage: SettleUsage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async open(tx: TenantTransaction, leases: readonly UsageLease[]): Promise<OpenedForUsage> {
    const running = leases.filter((lease) => !lease.ended).map((lease) => lease.id);
    if (running.length > 0) await shareLeases(tx.ledger, tx.tenantId, running);
    const ended: LoadedLease[] = [];
    for (const lease of leases.filter((each) => each.ended)) ended.push(await this.desk.take(tx, lease.id));
    return { at: this.clock.now(), ended };
  }

  /** To be called after the ratings are written, with the legs that they are of. */
  async close(tx: TenantTransaction, opened: OpenedForUsage, legs: readonly RateableLeg[], ratings: readonly UsageRating[]): Promise<void> {
    const prepaid = await this.settleUsage.run(tx, ratings, opened.at);
    for (const lease of opened.ended) {
      const at = this.desk.presentOf(lease);
      const present = bringUp(lease, at, at);
      let { book } = present;
      const events: LeaseEvent[] = [...present.events];
      legs.forEach((leg, place) => {
        const costMicros = ratings[place]!.costMicros ?? 0n;
        if (leg.lease?.id !== lease.leaseId || leg.answeredAt === null || costMicros === 0n || prepaid.has(leg.id)) return;
        const step = apply(book, { do: 'record-usage', answeredOn: civilDateAt(leg.answeredAt, book.contract.zone), costMicros }, at);
        book = step.book;
        events.push(...step.events);
      });
      await this.desk.put(tx, { before: lease, identity: lease, after: book, events, recordedAt: at, actor: 'Seatline' });
    }
  }
}
