import type { Instant } from '@seatline/kernel';
import { type CarrierCall, type CarrierCallList, sequenceHoles } from '@seatline/telephony-domain';
import type { CarrierRecords, RecordedTrunk } from '../../ports/carrier-records';
import type { SimulatedExchange, SimulatedLeg } from './exchange';

/** What the simulated carrier takes; micros of the currency for every started minute. */
export interface SimulatedTariff {
  readonly currency: string;
  readonly outboundMicrosPerMinute: bigint;
  readonly inboundMicrosPerMinute: bigint;
}

interface Entry {
  readonly trunkId: string;
  readonly call: CarrierCall;
}

/**
 * The simulated carrier's own books. It writes down every call over a trunk as it ends, numbered, apart from what we are told of it; and it errs when it is asked to,
 * so that there is something to find. They begin with the process.
 */
export class SimulatedBooks implements CarrierRecords {
  readonly source = 'simulated';
  tariff: SimulatedTariff = { currency: 'CNY', outboundMicrosPerMinute: 40_000n, inboundMicrosPerMinute: 0n };
  /** Errs at every so many calls, in turn losing, doubling and lengthening one; 0: never. For demonstrations. */
  errsEvery = 0;
  private beganAt: Instant;
  private readonly answered = new Map<string, Instant>();
  private entries: Entry[] = [];
  private ended = 0;
  /** How many a trunk has, the lost ones too: each trunk's are numbered on their own. */
  private readonly written = new Map<string, number>();

  constructor(private readonly exchange: SimulatedExchange) {
    this.beganAt = exchange.clock.now();
    exchange.watchers.add((leg) => this.watch(leg));
  }

  async list(trunk: RecordedTrunk, { fromAt, toAt }: { fromAt: Instant; toAt: Instant }): Promise<CarrierCallList> {
    const known = { fromAt: Math.max(fromAt, this.beganAt) as Instant, toAt: Math.min(toAt, this.exchange.clock.now()) as Instant };
    const ofTrunk = this.entries.filter((entry) => entry.trunkId === trunk.id).map((entry) => entry.call);
    const calls = ofTrunk.filter(({ answeredAt }) => answeredAt >= fromAt && answeredAt < toAt);
    return { calls, known: known.fromAt < known.toAt ? known : null, holes: sequenceHoles(calls.map(({ sequence }) => sequence)) };
  }

  /** They have been kept since then. For demonstrations, which have a past. */
  reachBackTo(at: Instant): void {
    this.beganAt = Math.min(this.beganAt, at) as Instant;
  }

  /** The record of this leg is lost. */
  lose(legId: string): void {
    this.entries = this.entries.filter((entry) => entry.call.legId !== legId);
  }

  /** The call of this leg stands in the books once more. */
  double(legId: string): void {
    for (const entry of this.entries.filter((each) => each.call.legId === legId)) {
      this.entries.push({ ...entry, call: { ...entry.call, recordId: `${entry.call.recordId}-again`, sequence: this.number(entry.trunkId) } });
    }
  }

  /** The call of this leg lasts longer in the books, and costs accordingly. */
  lengthen(legId: string, seconds: number): void {
    this.entries = this.entries.map((entry) => {
      if (entry.call.legId !== legId) return entry;
      const longer = entry.call.seconds + seconds;
      return { ...entry, call: { ...entry.call, seconds: longer, price: this.priceOf(entry.call.direction, longer) } };
    });
  }

  /** A call that we never heard of. */
  invent(trunkId: string, call: Omit<CarrierCall, 'price' | 'sequence'>): void {
    this.entries.push({ trunkId, call: { ...call, price: this.priceOf(call.direction, call.seconds), sequence: this.number(trunkId) } });
  }

  private watch(leg: SimulatedLeg): void {
    if (leg.party.kind !== 'trunk') return;
    if (leg.state === 'answered' && !this.answered.has(leg.legId)) this.answered.set(leg.legId, this.exchange.clock.now());
    const answeredAt = this.answered.get(leg.legId);
    if (leg.state !== 'ended' || answeredAt === undefined) return;
    this.answered.delete(leg.legId);
    this.write(leg, leg.party.trunkId, answeredAt);
  }

  private write(leg: SimulatedLeg, trunkId: string, answeredAt: Instant): void {
    const direction = leg.direction === 'in' ? 'inbound' : 'outbound';
    const seconds = Math.max(1, Math.ceil((this.exchange.clock.now() - answeredAt) / 1000));
    const call: CarrierCall = {
      recordId: `sim-record-${leg.legId}`, legId: leg.legId, direction, from: leg.from, to: leg.to, answeredAt, seconds, price: this.priceOf(direction, seconds), sequence: this.number(trunkId),
    };
    this.entries.push({ trunkId, call });
    this.err(leg.legId);
  }

  private number(trunkId: string): number {
    const next = (this.written.get(trunkId) ?? 0) + 1;
    this.written.set(trunkId, next);
    return next;
  }

  private err(legId: string): void {
    this.ended += 1;
    if (this.errsEvery === 0 || this.ended % this.errsEvery !== 0) return;
    const kind = (this.ended / this.errsEvery) % 3;
    if (kind === 1) this.lengthen(legId, 65);
    else if (kind === 2) this.double(legId);
    else this.lose(legId);
  }

  private priceOf(direction: CarrierCall['direction'], seconds: number): CarrierCall['price'] {
    const { currency, inboundMicrosPerMinute, outboundMicrosPerMinute } = this.tariff;
    const perMinute = direction === 'inbound' ? inboundMicrosPerMinute : outboundMicrosPerMinute;
    return { micros: perMinute * BigInt(Math.ceil(seconds / 60)), currency };
  }
}
