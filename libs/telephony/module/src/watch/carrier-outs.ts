import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { type CarrierOut, carrierOutsToTakeUp, listCarrierOuts, listWatchedCarriers, markTakenUp, type WatchedCarrier } from '../persistence/carrier-watches';

export type { CarrierOut, WatchedCarrier } from '../persistence/carrier-watches';

/** A time in which a carrier was out, and that is over. */
export interface FinishedCarrierOut {
  readonly id: string;
  readonly carrier: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly cause: string;
}

/** What the watch has found: for the operator to look at, and for whoever decides what it means. */
@Injectable()
export class CarrierOuts {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(after: string | null, most: number): Promise<CarrierOut[]> {
    return this.platform.run((tx) => listCarrierOuts(tx, after, most));
  }

  carriers(): Promise<WatchedCarrier[]> {
    return this.platform.run(listWatchedCarriers);
  }

  /** Those that are over and were not taken up yet, the oldest first. */
  async toTakeUp(): Promise<FinishedCarrierOut[]> {
    const outs = await this.platform.run(carrierOutsToTakeUp);
    return outs.map(({ id, carrier, fromAt, untilAt, cause }) => ({ id, carrier, startAt: fromAt, endAt: untilAt, cause }));
  }

  /** Said twice, it was taken up once. */
  async takenUp(id: string): Promise<void> {
    await this.platform.run((tx) => markTakenUp(tx, id, this.clock.now()));
  }
}
