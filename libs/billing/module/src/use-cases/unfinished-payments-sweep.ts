import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { timestamp } from '../persistence/table-writer';
import { PayOnline } from './pay-online';

/** A gateway's answer is waited for so long before it is asked again. */
const ANSWER_WITHIN_MILLISECONDS = 120_000;

/** A payer who has not paid after a day has gone; a code to scan is long void by then. */
const PAYER_WITHIN_MILLISECONDS = 24 * 3_600_000;

/**
 * Finds intents to pay whose outcome was never recorded, because a process or the network died in between or the payer takes their time, and asks the
 * gateway again. What waits for a payer for a day is given up.
 */
@Injectable()
export class UnfinishedPaymentsSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly payOnline: PayOnline,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'unfinished-payments', everySeconds: 60, run: () => this.run() });
  }

  async run(): Promise<void> {
    if (!this.payOnline.isOn) return;
    const before = timestamp(this.clock.now() - ANSWER_WITHIN_MILLISECONDS);
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; id: string }>(
        sql`select tenant_id, id from payment_attempt where state = 'created' and created_at < ${before} order by created_at limit 1000`,
      ),
    );
    for (const { tenant_id: tenantId, id } of rows) await this.finish(tenantId, id);
  }

  /** One that cannot be finished now is tried in the next round, and does not keep the others from being finished. */
  private async finish(tenantId: string, id: string): Promise<void> {
    try {
      const attempt = await this.tenants.run(tenantId, (tx) => tx.entities.findOneByOrFail(PaymentAttempt, { tenantId, id }));
      const settled = await this.payOnline.resume(tenantId, attempt);
      if (this.clock.now() - attempt.createdAt.getTime() >= PAYER_WITHIN_MILLISECONDS) await this.payOnline.giveUp(tenantId, settled.attempt);
    } catch (error) {
      log.warn({ attemptId: id, reason: faultReason(error) }, 'a payment could not be finished');
    }
  }
}
