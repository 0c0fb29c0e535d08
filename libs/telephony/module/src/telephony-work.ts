import { Injectable } from '@nestjs/common';
import type { Jobs } from '@seatline/server';
import { PendingWishes } from './provisioning/pending-wishes';
import { APPLY_SEAT_TASK, SeatProvisioner } from './provisioning/seat-provisioner';
import { APPLY_TRUNK_TASK, TrunkProvisioner } from './provisioning/trunk-provisioner';
import { CarrierSessions } from './recovery/carrier-sessions';
import { WatchCarriers } from './watch/watch-carriers';

/** How often what no event told is looked for. */
const WISHES_SECONDS = 2;
const ROUND_SECONDS = 10;
const EQUALISE_SECONDS = 60;
/** Whether it is time to probe a carrier is a matter of its row; this only asks often enough. */
const WATCH_SECONDS = 5;

/** Telephony's jobs and rounds. */
@Injectable()
export class TelephonyWork {
  constructor(
    private readonly seats: SeatProvisioner,
    private readonly trunks: TrunkProvisioner,
    private readonly wishes: PendingWishes,
    private readonly sessions: CarrierSessions,
    private readonly watch: WatchCarriers,
  ) {}

  register(jobs: Jobs): void {
    jobs.handle(APPLY_SEAT_TASK, async ({ tenantId = '', seatId = '' }) => {
      await this.seats.apply(tenantId, seatId);
    });
    jobs.handle(APPLY_TRUNK_TASK, async ({ tenantId = '', trunkId = '' }) => {
      await this.trunks.apply(tenantId, trunkId);
    });
    jobs.every({ name: 'telephony-pending-wishes', everySeconds: WISHES_SECONDS, run: () => this.wishes.sweep() });
    jobs.every({ name: 'telephony-carrier-round', everySeconds: ROUND_SECONDS, run: () => this.sessions.round() });
    jobs.every({ name: 'telephony-equalise', everySeconds: EQUALISE_SECONDS, run: () => this.sessions.equalise() });
    jobs.every({ name: 'telephony-watch-carriers', everySeconds: WATCH_SECONDS, run: () => this.watch.round() });
  }
}
