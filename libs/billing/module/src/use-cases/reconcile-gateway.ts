import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, PlatformUnitOfWork } from '@seatline/server';
import { timestamp } from '../persistence/table-writer';
import { comparedThrough, noteComparison, openDisputes } from '../persistence/webhook-inbox';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { FollowGateway } from './follow-gateway';

const DAY = 86_400_000;
/** The first comparison looks back so far. */
const FIRST_LOOK_BACK = 30 * DAY;
/** What was begun before the last comparison may have gone on since; payers and banks take about so long. */
const OVERLAP = 3 * DAY;
/** Banks send refunds back for about a month. */
const REFUND_MAY_FAIL = 35 * DAY;

/**
 * Compares the gateway's own lists with our books, every hour: what no notification told us (the endpoint was down for days, an event was lost) is found
 * here. The comparison goes on from where the last whole one ended, so a long outage is made up for in one round.
 */
@Injectable()
export class ReconcileGateway implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly followGateway: FollowGateway,
    private readonly jobs: Jobs,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'gateway-reconciliation', everySeconds: 3600, run: () => this.run() });
  }

  async run(): Promise<void> {
    const { gateway } = this;
    if (!gateway) return;
    const now = this.clock.now();
    const last = await this.platform.run((tx) => comparedThrough(tx, gateway.name));
    const from = (last === null ? now - FIRST_LOOK_BACK : last - OVERLAP) as Instant;
    const activity = gateway.activitySince(from);
    const payments = await this.compare(activity.payments, (payment) => this.followGateway.payment(payment, nothingBeside));
    const refunds = await this.compare(activity.refunds, (refund) => this.followGateway.refund(refund, nothingBeside));
    const disputes = await this.compare(activity.disputes, (dispute) => this.followGateway.dispute(dispute, nothingBeside));
    await this.openDisputes(gateway.name, now);
    if (payments && refunds && disputes) await this.platform.run((tx) => noteComparison(tx, gateway.name, timestamp(now)));
  }

  /** A bank decides months after a dispute began, and a refund that was paid out may fail weeks later: those that we know of are asked for by name. */
  private async openDisputes(gateway: string, now: Instant): Promise<void> {
    const known = await this.platform.run((tx) => openDisputes(tx, gateway, timestamp(now - REFUND_MAY_FAIL)));
    for (const about of known) await this.followGateway.follow(about, nothingBeside);
  }

  /** One that cannot be followed keeps the next round from beginning later; the others are followed all the same. */
  private async compare<Thing extends { reference: string | null }>(list: AsyncIterable<Thing>, follow: (thing: Thing) => Promise<unknown>): Promise<boolean> {
    let whole = true;
    for await (const thing of list) {
      try {
        await follow(thing);
      } catch (error) {
        whole = false;
        log.warn({ reference: thing.reference, reason: faultReason(error) }, 'what a gateway lists could not be followed');
      }
    }
    return whole;
  }
}

const nothingBeside = (): Promise<void> => Promise.resolve();
