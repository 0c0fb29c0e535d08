import { randomUUID } from 'node:crypto';
import { type LegRecord, RecordUsageBatch } from '@seatline/billing';
import type { Instant } from '@seatline/kernel';
import type { DemoCompany } from './demo-company';
import type { DemoTime } from './demo-time';

/** Telephone numbers that belong to nobody, or to a carrier's own test lines. One in sixty calls goes to a short number that no deck prices. */
const DESTINATIONS = ['+861380013800', '+861380013800', '+861380013800', '+861010086', '+862150007', '+85230000', '+120255501'] as const;
const UNPRICED = '96110';
const OPENS_HOUR = 9;
const CLOSES_HOUR = 18;

interface Volume {
  /** On a working day. */
  readonly callsADay: number;
  readonly inboundShare: number;
  readonly ownNumber: string;
}

/** A tenant's calls as the exchange before Seatline would have reported them: the same every time that a demo is made. */
export class DemoTraffic {
  private readonly random: () => number;

  constructor(
    private readonly company: DemoCompany,
    private readonly volume: Volume,
    seed: number,
  ) {
    this.random = sequenceOf(seed);
  }

  /** Enters the calls of so many days before the day. */
  async comesIn(time: DemoTime, days: number, daysBefore: number): Promise<void> {
    const seats = await this.company.seatIds();
    if (seats.length === 0) return;
    const records: LegRecord[] = [];
    for (let day = daysBefore + days; day > daysBefore; day -= 1) {
      const opens = time.instantBefore(day, OPENS_HOUR);
      if (time.isWeekend(day)) continue;
      for (let call = 0; call < this.volume.callsADay; call += 1) records.push(this.record(opens, seats));
    }
    await time.app.get(RecordUsageBatch, { strict: false }).run(this.company.tenantId, records);
  }

  private record(opens: Instant, seats: readonly string[]): LegRecord {
    const at = (opens + Math.floor(this.random() * (CLOSES_HOUR - OPENS_HOUR) * 3_600_000)) as Instant;
    const inbound = this.random() < this.volume.inboundShare;
    const answered = this.random() < 0.82;
    return {
      source: 'demo-exchange',
      callId: randomUUID(),
      leg: 'carrier',
      direction: inbound ? 'inbound' : 'outbound',
      carrierLeg: true,
      ourNumber: this.volume.ownNumber,
      otherNumber: this.destination(inbound),
      answeredAt: answered ? at : null,
      milliseconds: answered ? 8_000 + Math.floor(this.random() ** 2 * 540_000) : 0,
      seatId: seats[Math.floor(this.random() * seats.length)] ?? null,
      memberId: null,
      leaseId: this.company.leaseId,
    };
  }

  private destination(inbound: boolean): string {
    if (!inbound && this.random() < 1 / 60) return UNPRICED;
    const prefix = DESTINATIONS[Math.floor(this.random() * (inbound ? 3 : DESTINATIONS.length))] ?? DESTINATIONS[0];
    const digits = prefix.startsWith('+86') ? 14 : 12;
    return `${prefix}${String(Math.floor(this.random() * 1e8))}`.padEnd(digits, '0').slice(0, digits);
  }
}

/** Mulberry32: numbers from 0 to below 1, the same for the same seed. */
function sequenceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
