import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type ClockAnchor, judgeClock, TOLERATED_MS, trustedNow } from '@seatline/billing-domain';
import type { Clock, Instant } from '@seatline/kernel';
import { isMachineClock, Jobs, log, type MachineClock, type PlatformTransaction, PlatformUnitOfWork, WALL_CLOCK } from '@seatline/server';
import { databaseNow, keepAnchor, readAnchor } from '../persistence/machine-clocks';
import { clearPlatformAlarm, type PlatformAlarm, raisePlatformAlarm } from '../persistence/platform-alarms';

const EVERY_SECONDS = 15;

/** An answer of the database that took longer says nothing of its clock. */
const PROMPT_MS = 5_000;

/**
 * Billing's time (ADR 24): never ahead of what the machine's clock, its uptime and the database's clock say, so that no clock that was set wrong suspends anybody. What
 * was believed is kept for other processes of the machine and for the next one. A clock that a story moves is taken at its word.
 */
@Injectable()
export class ClockWatch implements OnModuleInit {
  readonly clock: Clock;
  private anchor: ClockAnchor | null = null;
  private databaseAheadMs: number | null = null;

  constructor(
    @Inject(WALL_CLOCK) private readonly wall: Clock,
    private readonly platform: PlatformUnitOfWork,
    private readonly jobs: Jobs,
  ) {
    this.clock = isMachineClock(wall) ? { now: () => trustedNow(this.anchor, readingOf(wall), this.databaseAheadMs) } : wall;
  }

  onModuleInit(): void {
    if (isMachineClock(this.wall)) this.jobs.every({ name: 'clock-watch', everySeconds: EVERY_SECONDS, run: () => this.look() });
  }

  /** Looks at the clocks. Whoever does what cannot be undone looks first. */
  async look(): Promise<void> {
    const { wall } = this;
    if (!isMachineClock(wall)) return;
    await this.platform.run(async (tx) => {
      await this.compareWithDatabase(tx, wall);
      const kept = await readAnchor(tx, wall.machine);
      this.anchor = judgeClock(kept, readingOf(wall));
      await keepAnchor(tx, wall.machine, this.anchor);
      const { apart } = this.anchor;
      await this.tell(tx, apart !== null, { kind: 'clock-was-set', ref: wall.machine, facts: factsOf(wall, apart?.byMs ?? 0) });
    });
  }

  private async compareWithDatabase(tx: PlatformTransaction, wall: MachineClock): Promise<void> {
    const asked = wall.now();
    const theirs = await databaseNow(tx);
    const answered = wall.now();
    if (answered - asked > PROMPT_MS) return;
    this.databaseAheadMs = Math.floor(theirs - (asked + answered) / 2);
    const differs = Math.abs(this.databaseAheadMs) > TOLERATED_MS;
    await this.tell(tx, differs, { kind: 'database-clock-differs', ref: wall.machine, facts: factsOf(wall, this.databaseAheadMs) });
  }

  private async tell(tx: PlatformTransaction, wrong: boolean, alarm: PlatformAlarm): Promise<void> {
    const at = this.clock.now();
    if (!wrong) {
      if (await clearPlatformAlarm(tx, alarm, at)) log.warn(alarm.facts, `${alarm.kind}: over`);
    } else if (await raisePlatformAlarm(tx, alarm, at)) {
      log.error(alarm.facts, `ALARM: ${alarm.kind}; due work goes by the earliest of the clocks`);
    }
  }
}

const readingOf = (wall: MachineClock): { wall: Instant; uptimeMs: number } => ({ wall: wall.now(), uptimeMs: wall.uptimeMs() });

/** Positive: set ahead; the database's clock ahead of ours. */
const factsOf = (wall: MachineClock, byMs: number): Record<string, string | number> => ({ machine: wall.machine.split(' ').at(-1) ?? '', seconds: Math.round(byMs / 1000) });
