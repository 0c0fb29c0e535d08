import { Inject, Injectable } from '@nestjs/common';
import {
  type DayPeak, highestPeak, type Peak, type SeatDay, seatDays, type SeatDayReason, seatsInUse, type SpareSeats, spareSeats, sumSeatDays,
} from '@seatline/billing-domain';
import { addMonths, type CivilDate, type Clock, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { SeatsAtWork } from '../ports/seats-at-work';
import { type CountedLease, readCountedLeases, readSubletOrders } from '../reads/seat-usage';

/** How a lease's seats were used in a month, as far as the month has come. */
export interface SeatUsage {
  readonly leaseId: string;
  readonly leaseNumber: string;
  readonly zone: Zone;
  /** Each seat-day of the lease once, by its reason. */
  readonly seatDays: { readonly total: number } & Readonly<Record<SeatDayReason, number>>;
  readonly peak: Peak;
  readonly spare: SpareSeats | null;
  readonly days: readonly (SeatDay & Pick<DayPeak, 'seats' | 'at'>)[];
}

/** Reads how seats were used, lease by lease. Everything follows from what happened; nothing of it is kept. */
@Injectable()
export class ReadSeatUsage {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly work: SeatsAtWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param month its first day. */
  async run(tenantId: string, month: CivilDate): Promise<SeatUsage[]> {
    const span = spanOf(month);
    const now = this.clock.now();
    const sublets = await this.platform.run((tx) => readSubletOrders(tx.db, tenantId));
    return this.tenants.run(tenantId, async (tx) => {
      const leases = await readCountedLeases(tx.ledger, tenantId, span, sublets);
      if (leases.length === 0) return [];
      const fromAt = Math.min(...leases.map((lease) => startOfDay(span.fromOn, lease.zone))) as Instant;
      const toAt = Math.max(...leases.map((lease) => startOfDay(span.toOn, lease.zone))) as Instant;
      const sessions = await this.work.sessions(tx, fromAt, toAt);
      const maintenance = await this.work.maintenance(tx, fromAt, toAt);
      return leases.map((lease) => usageOf(lease, span, now, { sessions, maintenance }));
    });
  }
}

export function spanOf(month: CivilDate): { fromOn: CivilDate; toOn: CivilDate } {
  return { fromOn: month, toOn: addMonths(month, 1) };
}

interface AtWork {
  readonly sessions: Awaited<ReturnType<SeatsAtWork['sessions']>>;
  readonly maintenance: Awaited<ReturnType<SeatsAtWork['maintenance']>>;
}

function usageOf(lease: CountedLease, span: { fromOn: CivilDate; toOn: CivilDate }, now: Instant, { sessions, maintenance }: AtWork): SeatUsage {
  const own = new Set(lease.seats.map((seat) => seat.seatId));
  const rented = seatDays({ ...lease, maintenance }, span, now);
  const used = seatsInUse(sessions.filter((session) => own.has(session.seatId)), lease.zone, span, now);
  const days = rented.map((day, place) => ({ ...day, seats: used[place]!.seats, at: used[place]!.at }));
  const running = days.slice(days.findIndex((day) => day.rented > 0), lastRunning(days) + 1);
  return {
    leaseId: lease.id, leaseNumber: lease.number, zone: lease.zone, seatDays: sumSeatDays(rented), peak: highestPeak(used), spare: spareSeats(running), days,
  };
}

/** A lease that ended in the month is spoken of up to its last day. */
function lastRunning(days: readonly SeatDay[]): number {
  return days.findLastIndex((day) => day.rented > 0);
}

/** The month's last day that is told; null when the month has not begun. */
export function throughOn(usages: readonly SeatUsage[]): CivilDate | null {
  return usages.reduce<CivilDate | null>((latest, { days }) => {
    const on = days.at(-1)?.on ?? null;
    return on !== null && (latest === null || on > latest) ? on : latest;
  }, null);
}
