import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, Jobs, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { GatewayRefundRow } from '../persistence/gateway-refund.entity';
import { timestamp } from '../persistence/table-writer';
import { RefundPayment } from './refund-payment';

const ANSWER_WITHIN_MILLISECONDS = 120_000;

/** Finds refunds whose outcome is not known, and asks the gateway again. */
@Injectable()
export class UnfinishedRefundsSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly refundPayment: RefundPayment,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'unfinished-refunds', everySeconds: 60, run: () => this.run() });
  }

  async run(): Promise<void> {
    const before = timestamp(this.clock.now() - ANSWER_WITHIN_MILLISECONDS);
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; id: string }>(
        sql`select tenant_id, id from gateway_refund where state in ('asked', 'pending') and created_at < ${before} order by created_at limit 500`,
      ),
    );
    for (const { tenant_id: tenantId, id } of rows) {
      const refund = await this.tenants.run(tenantId, (tx) => tx.entities.findOneByOrFail(GatewayRefundRow, { tenantId, id }));
      await this.refundPayment.settle(tenantId, refund);
    }
  }
}
