import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, type PlatformTransaction, PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import type { LeaseChange, LeaseKey, LoadedLease } from '../persistence/lease-books/loaded-lease';
import { timestamp } from '../persistence/table-writer';
import { bringUp } from './bring-up';
import { ClockWatch } from './clock-watch';

/** So many leases share a transaction: enough that its cost is small beside theirs, few enough that payments hardly wait for it. */
const LEASES_A_BATCH = 250;

/** While one batch is reckoned here, another is written there. */
const LANES = 2;

/**
 * Does what is due by itself: invoices, closes, notices, suspensions, ends. It finds leases by the instant of their next due work, whatever the
 * tenant; several may run at once, since each takes leases that no other holds. A batch is one transaction, so a crash leaves whole ones
 * behind and the next round finds the rest. A payment that holds a lease is not waited for: its lease comes in the next round.
 */
@Injectable()
export class DueWorkSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly jobs: Jobs,
    private readonly watch: ClockWatch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({
      name: 'lease-due-work',
      everySeconds: 15,
      run: async () => {
        await this.run();
      },
    });
  }

  /** Works until nothing is due, by clocks that were looked at just now. @returns how many leases were worked on. */
  async run(): Promise<number> {
    await this.watch.look();
    const broken: LeaseKey[] = [];
    const lanes = await Promise.all(Array.from({ length: LANES }, () => this.lane(broken)));
    const worked = lanes.reduce((sum, each) => sum + each, 0);
    if (broken.length > 0) throw new Error(`due work failed for ${broken.length} lease(s): ${broken.map((key) => key.leaseId).join(', ')}`);
    return worked;
  }

  private async lane(broken: LeaseKey[]): Promise<number> {
    let worked = 0;
    for (;;) {
      const round = await this.round(broken);
      worked += round.worked;
      if (round.picked === 0) return worked;
    }
  }

  /** When there is next something to do for any lease; null when nothing is in sight. Stories step from one such instant to the next. */
  async nextDueAt(): Promise<Instant | null> {
    const { rows } = await this.platform.run((tx) => tx.db.execute<{ at: number | null }>(sql`select epoch_ms(min(next_due_at)) as at from lease`));
    return (rows[0]?.at ?? null) as Instant | null;
  }

  /** One lease with a fault must not hold up the others: a batch that fails is done again lease by lease. */
  private async round(broken: LeaseKey[]): Promise<{ picked: number; worked: number }> {
    let picked: LeaseKey[] = [];
    try {
      const worked = await this.platform.run(async (tx) => {
        picked = await this.pick(tx, broken);
        return this.work(tx, picked);
      });
      return { picked: picked.length, worked };
    } catch (error) {
      if (picked.length === 0) throw error;
    }
    let worked = 0;
    for (const key of picked) worked += await this.alone(key, broken);
    return { picked: picked.length, worked };
  }

  private async alone(key: LeaseKey, broken: LeaseKey[]): Promise<number> {
    try {
      return await this.platform.run((tx) => this.work(tx, [key]));
    } catch (error) {
      log.error({ leaseId: key.leaseId, reason: faultReason(error) }, 'the due work of a lease failed');
      broken.push(key);
      return 0;
    }
  }

  private async pick(tx: PlatformTransaction, without: readonly LeaseKey[]): Promise<LeaseKey[]> {
    const { rows } = await tx.db.execute<{ tenant_id: string; id: string }>(sql`
      select tenant_id, id from lease
      where next_due_at <= ${timestamp(this.clock.now())} and id <> all (${sql.param(without.map((key) => key.leaseId))}::uuid[])
      order by next_due_at limit ${LEASES_A_BATCH} for no key update skip locked`);
    return rows.map((row) => ({ tenantId: row.tenant_id, leaseId: row.id }));
  }

  private async work(tx: PlatformTransaction, keys: readonly LeaseKey[]): Promise<number> {
    const until = this.clock.now();
    const leases = await this.books.load(tx.db, keys, { until, lock: true });
    const changes = leases.map((lease) => changeOf(lease, Math.max(until, lease.book.advancedTo) as Instant));
    await this.books.save(tx.db, changes);
    for (const change of changes) tellLateWarnings(change);
    return changes.length;
  }
}

function changeOf(lease: LoadedLease, until: Instant): LeaseChange {
  const { book, events } = bringUp(lease, until, until);
  return { before: lease, identity: lease, after: book, events, recordedAt: until, actor: 'Seatline' };
}

/** The operator has to know: a tenant was warned too late, and stays on longer for it. */
function tellLateWarnings({ before, after, identity }: LeaseChange): void {
  after.invoices.forEach((invoice, place) => {
    if (invoice.lastWarningSentAt === null || before?.book.invoices[place]?.lastWarningSentAt === invoice.lastWarningSentAt) return;
    log.error({ leaseId: identity.leaseId, invoice: invoice.number }, 'a last warning went out late; the suspension is moved');
  });
}
