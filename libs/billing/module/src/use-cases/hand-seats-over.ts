import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { apply, type LeaseCommand, type LeaseEvent } from '@seatline/billing-domain';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, type PlatformTransaction, PlatformUnitOfWork } from '@seatline/server';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import type { LeaseChange, LoadedLease } from '../persistence/lease-books/loaded-lease';
import { closeSublet, finishSublet, lockSublet } from '../persistence/sublet-rows';
import { timestamp } from '../persistence/table-writer';
import { readDueSublets, readSublets, type SubletRow } from '../reads/sublets';
import { bringUp } from './bring-up';
import { tellSublet } from './tell-sublet';

const ACTOR = 'Seatline';
const MOST_A_ROUND = 200;

/** What a command did to a lease, ready to be written; or why it did nothing. */
interface Step {
  readonly change: LeaseChange;
  readonly refusal: string | null;
}

/**
 * On the day of a consented sublet the seats end in one lease and are ordered in the other: one transaction over both, under both leases' locks, so that a
 * crash leaves either all of it or nothing, and the next round finds the row as it was. What cannot be done any more lapses, and nothing has moved.
 */
@Injectable()
export class HandSeatsOver implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'hand-seats-over', everySeconds: 30, run: () => this.run() });
  }

  async run(): Promise<void> {
    const due = await this.platform.run((tx) => readDueSublets(tx.db, timestamp(this.clock.now()), MOST_A_ROUND));
    for (const id of due) {
      try {
        await this.platform.run((tx) => this.handOver(tx, id));
      } catch (error) {
        // One with a fault must not hold up the others; the next round tries it again.
        log.error({ subletId: id, reason: faultReason(error) }, 'seats could not be handed over');
      }
    }
  }

  private async handOver(tx: PlatformTransaction, id: string): Promise<void> {
    const state = await lockSublet(tx.db, id);
    const [row] = await readSublets(tx.db, { id, after: null, most: 1 });
    if (!row || state === null) return;
    const at = this.clock.now();
    if (state === 'noticed' || state === 'accepted') return this.lapse(tx, row, 'not-consented-in-time');
    if (state !== 'consented') return;
    const keys = [{ tenantId: row.tenant_id, leaseId: row.lease_id }, { tenantId: row.to_tenant_id, leaseId: row.to_lease_id! }];
    const leases = await this.books.load(tx.db, keys, { until: at, lock: true });
    const giving = stepOf(leases.find((lease) => lease.leaseId === row.lease_id)!, { do: 'hand-over-seats', seats: row.seats, on: row.takes_effect_on }, at);
    const receiving = stepOf(leases.find((lease) => lease.leaseId === row.to_lease_id)!, { do: 'add-seats', seats: row.seats }, at);
    const refusal = giving.refusal ?? receiving.refusal;
    if (refusal !== null) return this.lapse(tx, row, refusal);
    await this.books.save(tx.db, [giving.change, receiving.change]);
    await finishSublet(tx.db, row, { order: orderIn(receiving.change.events), at });
    await tellSublet(tx.db, row, 'effective', { reason: null, at });
  }

  private async lapse(tx: PlatformTransaction, row: SubletRow, reason: string): Promise<void> {
    const at = this.clock.now();
    await closeSublet(tx.db, row.id, { state: 'lapsed', reason, at });
    await tellSublet(tx.db, row, 'lapsed', { reason: null, at });
  }
}

function stepOf(lease: LoadedLease, command: LeaseCommand, now: Instant): Step {
  const at = Math.max(now, lease.book.advancedTo) as Instant;
  const present = bringUp(lease, at, at);
  const done = apply(present.book, command, at);
  const events = [...present.events, ...done.events];
  return { change: { before: lease, identity: lease, after: done.book, events, recordedAt: at, actor: ACTOR }, refusal: done.refusal?.code ?? null };
}

function orderIn(events: readonly LeaseEvent[]): number {
  const placed = events.findLast((event) => event.type === 'order-placed');
  if (placed?.type !== 'order-placed') throw new Error('seats were ordered without an order');
  return placed.order.number;
}
