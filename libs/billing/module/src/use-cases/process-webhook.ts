import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, PlatformUnitOfWork } from '@seatline/server';
import { timestamp } from '../persistence/table-writer';
import { findWaiting, type InboxKey, listWaiting, markProcessed, noteFailure, type WaitingWebhook } from '../persistence/webhook-inbox';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { FollowGateway } from './follow-gateway';

export const PROCESS_WEBHOOK = 'process-webhook';

/** A job that was lost is made up for after so long. */
const WAITED_MILLISECONDS = 60_000;
const MOST_A_ROUND = 500;

/** Works off the notifications that were kept: the mark stands in the transaction of the effect, so each has its effect once, or is found again. */
@Injectable()
export class ProcessWebhook implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly followGateway: FollowGateway,
    private readonly jobs: Jobs,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(PROCESS_WEBHOOK, ({ provider, eventId }) => this.one({ provider: provider!, eventId: eventId! }));
    this.jobs.every({ name: 'waiting-webhooks', everySeconds: 60, run: () => this.sweep() });
  }

  async one(key: InboxKey): Promise<void> {
    const waiting = await this.platform.run((tx) => findWaiting(tx, key));
    if (waiting) await this.work(waiting);
  }

  /** One that cannot be worked off now is tried in the next round, behind those that were tried less often. */
  async sweep(): Promise<void> {
    const { gateway } = this;
    if (!gateway) return;
    const before = timestamp(this.clock.now() - WAITED_MILLISECONDS);
    const waiting = await this.platform.run((tx) => listWaiting(tx, gateway.name, before, MOST_A_ROUND));
    for (const each of waiting) {
      try {
        await this.work(each);
      } catch (error) {
        log.warn({ eventId: each.eventId, reason: faultReason(error) }, 'a notification could not be worked off yet');
      }
    }
  }

  private async work(webhook: WaitingWebhook): Promise<void> {
    const at = timestamp(this.clock.now());
    try {
      const done = await this.followGateway.follow(webhook.about, (tx) => markProcessed(tx.ledger, webhook, at));
      if (done === 'not-ours') await this.platform.run((tx) => markProcessed(tx.db, webhook, at));
    } catch (error) {
      await this.platform.run((tx) => noteFailure(tx, webhook, faultReason(error)));
      throw error;
    }
  }
}
