import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DueWorkSweep } from '@seatline/billing';
import { addDays, addMonths, type CivilDate, civilDateAt, type Instant, startOfDay, SYSTEM_CLOCK, zone } from '@seatline/kernel';
import { Jobs } from '@seatline/server';
import type { DemoClock } from '../demo-clock';

export const DEMO_ZONE = zone('Asia/Shanghai');

const HOUR_MS = 3_600_000;

/** What a quarter consists of. Nightly comparisons and what watches over live calls would look at days on which nothing of theirs happened. */
const WORK: ReadonlySet<string> = new Set([
  'undelivered-events', 'hand-seats-over', 'lease-due-work', 'prepaid-revenue', 'suspension-steps', 'notices-to-address', 'messages-to-send', 'outages-to-tell', 'maintenance-windows', 'telephony-pending-wishes',
]);

/** The days before today in which the demo's past happens. Nothing waits for a job's interval: what is due is done as time passes. */
export class DemoTime {
  private readonly today: CivilDate = civilDateAt(SYSTEM_CLOCK.now(), DEMO_ZONE);

  constructor(
    readonly app: NestFastifyApplication,
    private readonly clock: DemoClock,
  ) {}

  /** So many days ago, as the calendar has it there. */
  dayBefore(days: number): CivilDate {
    return addDays(this.today, -days);
  }

  /** The first day after today that is whole months after the day so many days ago. */
  nextMonthlyDay(days: number): CivilDate {
    let months = 1;
    while (addMonths(this.dayBefore(days), months) <= this.today) months += 1;
    return addMonths(this.dayBefore(days), months);
  }

  instantBefore(days: number, hour: number): Instant {
    return (startOfDay(this.dayBefore(days), DEMO_ZONE) + hour * HOUR_MS) as Instant;
  }

  /** Saturday or Sunday. */
  isWeekend(days: number): boolean {
    return [0, 6].includes(new Date(`${this.dayBefore(days)}T00:00:00Z`).getUTCDay());
  }

  /** Nothing falls due in so short a time. */
  passes(seconds: number): void {
    this.clock.travelTo((this.clock.now() + seconds * 1000) as Instant);
  }

  begins(days: number, hour: number): void {
    this.clock.travelTo(this.instantBefore(days, hour));
  }

  /** Time passes; whatever falls due on the way is done at its own instant, as it would have been. */
  async comes(days: number, hour: number): Promise<void> {
    const then = this.instantBefore(days, hour);
    const sweep = this.app.get(DueWorkSweep, { strict: false });
    for (;;) {
      const due = await sweep.nextDueAt();
      if (due === null || due >= then) break;
      this.clock.travelTo(Math.max(due, this.clock.now()) as Instant);
      await this.settles();
    }
    this.clock.travelTo(Math.max(then, this.clock.now()) as Instant);
    await this.settles();
  }

  /** Everybody hears of what happened. */
  async settles(): Promise<void> {
    await this.app.get(Jobs).sweepAndDrain(WORK);
  }

  ends(): void {
    this.clock.returns();
  }
}
