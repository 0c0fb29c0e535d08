import { Inject, Injectable } from '@nestjs/common';
import { addDays, type CivilDate, type Clock, civilDateAt, startOfDay, type Zone } from '@seatline/kernel';
import { CLOCK, faultReason, log, PlatformUnitOfWork, Problem } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/table-writer';
import { CarrierSide, type ComparedTrunk } from '../ports/carrier-side';
import { COMPARING_ZONE } from './comparing-zone';
import { ReconcileTrunk } from './reconcile-trunk';

/** A day is compared from this hour of the next on: carriers' books are some time behind. */
const NIGHT_HOUR = 4;
const HOUR_MS = 3_600_000;

/** A day that could not be compared is tried again for so long; after that somebody has to ask for it. */
const FAILED_DAYS = 7;

interface DueDay {
  readonly trunk: ComparedTrunk;
  readonly on: CivilDate;
}

/** Compares every trunk's day when it is over, once; a carrier out of reach is asked again at each round, for a week. */
@Injectable()
export class NightlyReconciliation {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly side: CarrierSide,
    private readonly reconcile: ReconcileTrunk,
    @Inject(COMPARING_ZONE) private readonly zone: Zone,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns how many days of trunks were compared. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const today = civilDateAt(now, this.zone);
    if (now < startOfDay(today, this.zone) + NIGHT_HOUR * HOUR_MS) return 0;
    const on = addDays(today, -1);
    let compared = 0;
    for (const due of await this.due(on)) if (await this.compare(due)) compared += 1;
    return compared;
  }

  private async compare({ trunk, on }: DueDay): Promise<boolean> {
    try {
      await this.reconcile.run('Seatline', trunk, on);
      return true;
    } catch (error) {
      // One carrier that does not answer must not keep the others' books shut; what it said is kept with its day.
      log.error({ trunkId: trunk.id, reason: error instanceof Problem ? error.code : faultReason(error) }, 'a trunk’s calls could not be compared');
      return false;
    }
  }

  /** The day of every trunk without a comparison that was made after it, behind those that failed before. Files are compared when they are there, so nobody waits for them. */
  private async due(on: CivilDate): Promise<DueDay[]> {
    const over = timestamp(startOfDay(addDays(on, 1), this.zone));
    const { rows } = await this.platform.run(({ db }) => db.execute<{ trunk_id: string; on: CivilDate; failed: boolean }>(sql`
      select trunk_id::text, on_day::text as "on", false as failed from carrier_reconciliation
      where on_day = ${on}::date and status = 'done' and ran_at >= ${over}::timestamptz
      union all select split_part(ref, ' ', 1), facts ->> 'day', true from operator_alarm
      where kind = 'reconciliation-failed' and cleared_at is null and facts ->> 'day' >= ${addDays(on, -FAILED_DAYS)} and facts ->> 'day' < ${on}
      order by 2`));
    const done = new Set(rows.filter((row) => !row.failed).map((row) => row.trunk_id));
    const asked = (await this.side.trunks()).filter((trunk) => trunk.source !== 'upload' && this.side.isReachable(trunk.source) && !trunk.removed);
    return asked.flatMap((trunk) => {
      const before = rows.filter((row) => row.failed && row.trunk_id === trunk.id).map((row) => row.on);
      return [...before, ...(done.has(trunk.id) ? [] : [on])].map((day) => ({ trunk, on: day }));
    });
  }
}
