import { Injectable } from '@nestjs/common';
import type { Carrier } from '@seatline/telephony-domain';
import { CarrierEqualiser } from '../provisioning/carrier-equaliser';
import { CarrierComparison } from './carrier-comparison';
import { CarrierLinks } from './carrier-links';
import { HistoryTail } from './history-tail';
import { SeatPresence } from './seat-presence';

/**
 * Takes a carrier up again after a gap, and keeps comparing afterwards. In this order: what should be provisioned, what the carrier wrote down while we
 * were away, what is alive now. Everything may be done again, by several processes at once.
 */
@Injectable()
export class CarrierRecovery {
  constructor(
    private readonly links: CarrierLinks,
    private readonly equaliser: CarrierEqualiser,
    private readonly history: HistoryTail,
    private readonly comparison: CarrierComparison,
    private readonly presence: SeatPresence,
  ) {}

  /** After a connection: events may have been missed, and if the carrier began anew it knows nothing any more. */
  async takeUp(carrier: Carrier, bootId: string): Promise<void> {
    const link = await this.links.read(carrier.name);
    const restarted = link.bootId !== bootId;
    await this.equaliser.equalise(carrier, restarted ? 'everything' : 'differences');
    await this.history.run(carrier);
    const snapshot = await this.comparison.run(carrier, { restarted, thorough: true, lastSeenAt: link.lastSeenAt });
    await this.presence.compare(carrier.name, snapshot.onlineSeatIds);
    await this.links.seen(carrier.name, snapshot.bootId, snapshot.takenAt);
  }

  /** A round while connected: what was not told after all, and the sign of life that an estimate goes by. What a failed `takeUp` left undone is done. */
  async round(carrier: Carrier): Promise<void> {
    const { lastSeenAt, bootId } = await this.links.read(carrier.name);
    if (bootId === null) return this.takeUp(carrier, (await carrier.snapshot()).bootId);
    await this.history.run(carrier);
    const snapshot = await this.comparison.run(carrier, { restarted: false, thorough: false, lastSeenAt });
    if (snapshot.bootId !== bootId) return this.takeUp(carrier, snapshot.bootId);
    await this.links.seen(carrier.name, snapshot.bootId, snapshot.takenAt);
  }

  /** Seats and trunks as the rows want them, in case somebody else changed them at the carrier. */
  async equalise(carrier: Carrier): Promise<void> {
    await this.equaliser.equalise(carrier, 'differences');
  }
}
