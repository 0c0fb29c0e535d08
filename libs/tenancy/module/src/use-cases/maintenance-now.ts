import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, type TenantTransaction } from '@seatline/server';
import { windowState } from '@seatline/tenancy-domain';
import { and, asc, gt, lt } from 'drizzle-orm';
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

  /** When windows kept the tenant out between two instants, as they were planned or ended early; cancelled ones never did. */
  async between(tx: TenantTransaction, fromAt: Instant, toAt: Instant): Promise<{ readonly fromAt: Instant; readonly toAt: Instant }[]> {
    const touching = and(gt(maintenanceList.endAt, new Date(fromAt)), lt(maintenanceList.startAt, new Date(toAt)));
    const rows = await tx.ledger.select().from(maintenanceList).where(touching).orderBy(asc(maintenanceList.startAt));
    const carrier = rows.some((row) => row.targetKind === 'carrier') ? await this.carrierOf(tx) : null;
    return rows
      .filter((row) => row.targetKind !== 'carrier' || carrier === null || row.carrier === carrier)
      .map(({ startAt, endAt }) => ({ fromAt: startAt.getTime() as Instant, toAt: endAt.getTime() as Instant }));
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
