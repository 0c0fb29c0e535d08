import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { faultReason, log, OrderedWork } from '@seatline/server';
import type { Carrier, CarrierEvent } from '@seatline/telephony-domain';
import { CallIngest } from '../calls/call-ingest';
import { RecordingJournal } from '../calls/recording-journal';
import { CarrierRegistry } from '../registry/carrier-registry';
import { CarrierRecovery } from './carrier-recovery';
import { SeatPresence } from './seat-presence';

const PATIENCE_MILLISECONDS = 5_000;

/** What concerns a carrier as a whole is done one after the other. */
const lineOf = (carrier: Carrier): string => `carrier ${carrier.name}`;

/** Keeps this process connected to its carriers and hands their events to whoever takes them in. */
@Injectable()
export class CarrierSessions implements OnApplicationShutdown {
  readonly work = new OrderedWork();
  private readonly connected = new Set<Carrier>();
  private readonly unsubscribe: (() => void)[] = [];

  constructor(
    private readonly registry: CarrierRegistry,
    private readonly ingest: CallIngest,
    private readonly recordings: RecordingJournal,
    private readonly recovery: CarrierRecovery,
    private readonly presence: SeatPresence,
  ) {}

  /**
   * Connects every carrier. Resolves when each is connected and what went on without us has been taken up, so that no timer judges a call by rows of before; or
   * after a few seconds: a carrier that is away is connected and taken up when it is back, and nothing else waits for it.
   */
  async start(): Promise<void> {
    const all = Promise.all(this.registry.all().map((carrier) => this.connect(carrier)));
    await Promise.race([all, sleep(PATIENCE_MILLISECONDS, undefined, { ref: false })]);
  }

  private async connect(carrier: Carrier): Promise<void> {
    this.unsubscribe.push(carrier.subscribe((event) => this.hear(carrier, event)));
    await carrier.connect();
    this.connected.add(carrier);
    // The connection has told of the gap before it, whose work stands in the same line.
    await new Promise<void>((resolve) => this.work.add(lineOf(carrier), async () => resolve()));
  }

  /** One round of comparison with each connected carrier. */
  round(): Promise<void> {
    return this.withEach((carrier) => this.recovery.round(carrier));
  }

  equalise(): Promise<void> {
    return this.withEach((carrier) => this.recovery.equalise(carrier));
  }

  /** Resolves when everything that was heard has been taken in. */
  async idle(): Promise<void> {
    await this.work.idle();
    await this.ingest.work.idle();
  }

  private async withEach(work: (carrier: Carrier) => Promise<void>): Promise<void> {
    for (const carrier of this.connected) {
      this.work.add(lineOf(carrier), async () => {
        try {
          await work(carrier);
        } catch (error) {
          log.warn({ carrier: carrier.name, reason: faultReason(error) }, 'a round with a carrier failed; the next one tries again');
        }
      });
    }
    await this.work.idle();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const end of this.unsubscribe) end();
    await Promise.allSettled(this.registry.all().map((carrier) => carrier.close()));
    await this.idle();
  }

  private hear(carrier: Carrier, event: CarrierEvent): void {
    switch (event.type) {
      case 'carrier.gap':
      case 'carrier.restarted':
        return this.work.add(lineOf(carrier), () => this.recovery.takeUp(carrier, event.bootId));
      case 'seat.online':
      case 'seat.offline':
        return this.work.add(event.seatId, () => this.presence.tell(event.seatId, event.type === 'seat.online'));
      case 'recording.ready':
      case 'recording.failed':
        return this.work.add(event.recordingId, () => this.recordings.tell(event));
      default:
        return this.ingest.receive(carrier.name, event);
    }
  }
}
