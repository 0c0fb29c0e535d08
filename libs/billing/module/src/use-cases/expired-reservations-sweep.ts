import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { faultReason, Jobs, log, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/table-writer';
import { CARRIED_CALLS, type CarriedCalls } from '../ports/carried-calls';
import { CreditControl } from './credit-control';

/** So many are looked at in a round; the rest comes in the next. */
const CALLS_A_ROUND = 500;

/**
 * Lets go of what is held for calls that nobody carries any more and of which no record came in time. A call that a carrier still has keeps its money, however
 * long it lasts.
 */
@Injectable()
export class ExpiredReservationsSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly control: CreditControl,
    private readonly jobs: Jobs,
    @Inject(CARRIED_CALLS) private readonly carried: CarriedCalls,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'expired-reservations', everySeconds: 30, run: () => this.run() });
  }

  async run(): Promise<void> {
    const now = this.control.presentTime();
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; call_ids: string[] }>(sql`
        select tenant_id, array_agg(call_id::text order by call_id) as call_ids from (
          select tenant_id, call_id from call_reservation where state in ('reserved', 'extended') and expires_at < ${timestamp(now)} order by expires_at limit ${CALLS_A_ROUND}) r
        group by tenant_id order by tenant_id`),
    );
    for (const { tenant_id: tenantId, call_ids: callIds } of rows) {
      await this.letGo(tenantId, callIds).catch((error: unknown) => log.error({ tenantId, reason: faultReason(error) }, 'expired reservations could not be let go'));
    }
  }

  private async letGo(tenantId: string, callIds: readonly string[]): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const carried = await this.carried.among(tx, callIds);
      for (const callId of callIds.filter((id) => !carried.has(id))) await this.control.release(tx, callId);
    });
  }
}
