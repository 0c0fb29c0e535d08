import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, faultReason, log, type PlatformTransaction, PlatformUnitOfWork } from '@seatline/server';
import { afterProbe, type Carrier, CarrierFailure, type CarrierFailureCode, PROBE_SECONDS } from '@seatline/telephony-domain';
import { beginCarrierOut, carriersWithSeats, claimWatch, endCarrierOut, lockWatch, saveWatch } from '../persistence/carrier-watches';
import { CarrierRegistry } from '../registry/carrier-registry';

/** Longer than a carrier takes to say no; then another process may probe in its place. */
const CLAIM_SECONDS = 10;

/**
 * Asks every carrier that has seats whether it is there, a few times a minute, and keeps the times in which it was not. Of several processes one asks: who claims the carrier's
 * row. The carrier is asked outside every transaction; what it said is a second one, judged under the row's lock by what is known by then.
 */
@Injectable()
export class WatchCarriers {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly registry: CarrierRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async round(): Promise<void> {
    const names = this.registry.all().map(({ name }) => name);
    const watched = await this.platform.run((tx) => carriersWithSeats(tx, names));
    await Promise.all(watched.map((name) => this.probe(this.registry.named(name))));
  }

  private async probe(carrier: Carrier): Promise<void> {
    const at = await this.platform.run((tx) => this.claim(tx, carrier));
    if (at === null) return;
    const failure = await answerOf(carrier);
    if (failure === 'unknown') return; // a fault of our own says nothing of the carrier
    await this.platform.run((tx) => this.record(tx, carrier, at, failure));
  }

  /** @returns when the probe begins; null: another process is at it, or it is not time yet. */
  private async claim(tx: PlatformTransaction, carrier: Carrier): Promise<Instant | null> {
    const { lastProbedAt, claimedUntil } = await lockWatch(tx, carrier.name);
    const now = this.clock.now();
    if (claimedUntil !== null && now < claimedUntil) return null;
    if (lastProbedAt !== null && now - lastProbedAt < PROBE_SECONDS * 1000) return null;
    await claimWatch(tx, carrier.name, (now + CLAIM_SECONDS * 1000) as Instant);
    return now;
  }

  private async record(tx: PlatformTransaction, { name: carrier }: Carrier, at: Instant, failure: CarrierFailureCode | null): Promise<void> {
    const known = await lockWatch(tx, carrier);
    const { watch, began, ended } = afterProbe(known, { at, reached: failure === null });
    await saveWatch(tx, carrier, watch);
    if (began && failure !== null) {
      await beginCarrierOut(tx, carrier, began.fromAt, failure);
      log.error({ carrier, cause: failure, since: new Date(began.fromAt).toISOString() }, 'ALARM: a carrier cannot be reached, and its seats cannot call');
    }
    if (ended) {
      await endCarrierOut(tx, carrier, ended.untilAt);
      log.warn({ carrier, until: new Date(ended.untilAt).toISOString() }, 'a carrier can be reached again');
    }
  }
}

/** Null: it answered. */
async function answerOf(carrier: Carrier): Promise<CarrierFailureCode | 'unknown' | null> {
  try {
    await carrier.ping();
    return null;
  } catch (error) {
    if (error instanceof CarrierFailure) return error.code === 'gone' ? 'refused' : error.code;
    log.error({ carrier: carrier.name, reason: faultReason(error) }, 'a carrier could not be probed');
    return 'unknown';
  }
}
