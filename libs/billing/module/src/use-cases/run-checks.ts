import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, type CivilDate, type Clock, civilDateAt, startOfDay, type Zone } from '@seatline/kernel';
import { Audit, CLOCK, Jobs, log, PlatformUnitOfWork, type Principal } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/table-writer';
import { CheckConservation, type ConservationFault } from './check-conservation';

/** Nightly checks run from this hour on, of the clocks of who invoices: when a day is over and hardly anybody works. */
const NIGHT_HOUR = 3;
const HOUR_MILLISECONDS = 3_600_000;
const EVERY_SECONDS = 900;

/** Runs the checks once a night and whenever the operator asks, keeps what they found, and raises the alarm in the log. */
@Injectable()
export class RunChecks implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly conservation: CheckConservation,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({
      name: 'billing-checks',
      everySeconds: EVERY_SECONDS,
      run: async () => {
        await this.runNightly();
      },
    });
  }

  /** Now, because somebody wants to know. */
  async run(actor: Principal): Promise<readonly ConservationFault[]> {
    const faults = await this.conservation.run();
    await this.platform.run((tx) => this.audit.recordPlatform(tx, actor, {
      action: 'checks.run', subjectKind: 'checks', subjectId: 'billing', facts: { breaches: faults.length },
    }));
    await this.keep(faults, null, actor.displayName);
    return faults;
  }

  /** False: it is not yet time, or this night's run is there already. A night that was slept through is made up for when the product wakes, once. */
  async runNightly(): Promise<boolean> {
    const night = await this.dueNight();
    if (night === null) return false;
    return this.keep(await this.conservation.run(), night, 'Seatline');
  }

  private async dueNight(): Promise<CivilDate | null> {
    const { rows } = await this.platform.run((tx) => tx.db.execute<{ zone: Zone; last: string | null }>(sql`
      select zone, (select max(night)::text from check_run) as last from legal_entity order by created_at, code limit 1`));
    const [entity] = rows;
    if (!entity) return null;
    const now = this.clock.now();
    const today = civilDateAt(now, entity.zone);
    const night = now < startOfDay(today, entity.zone) + NIGHT_HOUR * HOUR_MILLISECONDS ? addDays(today, -1) : today;
    return entity.last !== null && entity.last >= night ? null : night;
  }

  private async keep(faults: readonly ConservationFault[], night: CivilDate | null, ranBy: string): Promise<boolean> {
    const kept = await this.platform.run(async (tx) => {
      const { rows } = await tx.db.execute<{ id: string }>(sql`
        insert into check_run (night, ran_at, ran_by, breaches)
        values (${night}::date, ${timestamp(this.clock.now())}::timestamptz, ${ranBy}, ${faults.length}) on conflict (night) do nothing returning id`);
      const [run] = rows;
      if (!run) return false;
      for (const [place, { rule, at }] of faults.entries()) {
        await tx.db.execute(sql`insert into check_breach (run_id, n, rule, at) values (${run.id}, ${place + 1}, ${rule}, ${at})`);
      }
      return true;
    });
    if (kept) for (const { rule, at } of faults) log.error({ rule, at }, 'ALARM: billing does not add up');
    return kept;
  }
}
