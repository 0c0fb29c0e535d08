import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, type TenantTransaction } from '@seatline/server';
import { windowState } from '@seatline/tenancy-domain';
import { asc, gt } from 'drizzle-orm';
import { maintenanceList } from '../persistence/views';
import { TenantCarriers } from '../ports/tenant-carriers';

/** A window as the tenant that it touches sees it. */
export interface TouchingWindow {
  readonly id: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly running: boolean;
  readonly emergency: boolean;
  readonly note: string;
}

/** The windows that are on or ahead for a tenant. Read from the clock at every question: no timer starts or ends a window. */
@Injectable()
export class MaintenanceNow {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() private readonly carriers?: TenantCarriers,
  ) {}

  async of(tx: TenantTransaction): Promise<TouchingWindow[]> {
    const now = this.clock.now();
    const rows = await tx.ledger.select().from(maintenanceList).where(gt(maintenanceList.endAt, new Date(now))).orderBy(asc(maintenanceList.startAt));
    const carrier = rows.some((row) => row.targetKind === 'carrier') ? await this.carrierOf(tx) : null;
    return rows
      .filter((row) => row.targetKind !== 'carrier' || carrier === null || row.carrier === carrier)
      .map(({ id, startAt, endAt, emergency, note }) => {
        const period = { startAt: startAt.getTime() as Instant, endAt: endAt.getTime() as Instant };
        return { id, ...period, running: windowState(period, now) === 'running', emergency, note };
      });
  }

  /** Null: not known, so any carrier's window counts. */
  async carrierOf(tx: TenantTransaction): Promise<string | null> {
    return this.carriers ? this.carriers.carrierOf(tx) : null;
  }
}

/** The latest end among the windows that are on; null when none is. */
export function runningUntil(windows: readonly TouchingWindow[]): Instant | null {
  const ends = windows.filter((window) => window.running).map((window) => window.endAt);
  return ends.length === 0 ? null : (Math.max(...ends) as Instant);
}
