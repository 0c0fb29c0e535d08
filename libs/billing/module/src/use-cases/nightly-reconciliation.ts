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

/** Compares every trunk's day when it is over, once; a carrier out of reach is asked again at the next round. */
@Injectable()
export class NightlyReconciliation {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly side: CarrierSide,
    private readonly reconcile: ReconcileTrunk,
    @Inject(COMPARING_ZONE) private readonly zone: Zone,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns how many trunks were compared. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const today = civilDateAt(now, this.zone);
    if (now < startOfDay(today, this.zone) + NIGHT_HOUR * HOUR_MS) return 0;
    const on = addDays(today, -1);
    let compared = 0;
    for (const trunk of await this.due(on)) if (await this.compare(trunk, on)) compared += 1;
    return compared;
  }

  private async compare(trunk: ComparedTrunk, on: CivilDate): Promise<boolean> {
    try {
      await this.reconcile.run('Seatline', trunk, on);
      return true;
    } catch (error) {
      // One carrier that does not answer must not keep the others' books shut; what it said is kept with its day.
      log.error({ trunkId: trunk.id, reason: error instanceof Problem ? error.code : faultReason(error) }, 'a trunk’s calls could not be compared');
      return false;
    }
  }

  /** Trunks without a comparison that was made after the day. Files are compared when they are there, so nobody waits for them. */
  private async due(on: CivilDate): Promise<ComparedTrunk[]> {
    const over = timestamp(startOfDay(addDays(on, 1), this.zone));
    const { rows } = await this.platform.run(({ db }) => db.execute<{ trunk_id: string }>(sql`
      select trunk_id from carrier_reconciliation where on_day = ${on}::date and status = 'done' and ran_at >= ${over}::timestamptz`));
    const done = new Set(rows.map((row) => row.trunk_id));
    return (await this.side.trunks()).filter((trunk) => trunk.source !== 'upload' && !done.has(trunk.id) && this.side.isReachable(trunk.source) && !trunk.removed);
  }
}
