import { Injectable } from '@nestjs/common';
import { faultReason, type LiveHint, log, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { CallCommander } from '../call-control/call-commander';
import { Router, ROUTING_HINT } from './router';

/** Looks for pairs outside of any call's or agent's own transaction: when a hint says so, and once a second for whatever was passed over. */
@Injectable()
export class Seeker {
  private readonly seeking = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();

  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly router: Router,
    private readonly commander: CallCommander,
  ) {}

  /** One round at a time for each tenant; a hint during a round makes another one. */
  hint(hint: LiveHint): void {
    if (hint.topic !== ROUTING_HINT) return;
    const { tenantId } = hint;
    if (this.seeking.has(tenantId)) {
      this.again.add(tenantId);
      return;
    }
    const round = this.seekAll(tenantId)
      .catch((error: unknown) => log.warn({ reason: faultReason(error) }, 'looking for pairs failed; the sweep looks again'))
      .finally(() => {
        this.seeking.delete(tenantId);
        if (this.again.delete(tenantId)) this.hint(hint);
      });
    this.seeking.set(tenantId, round);
  }

  async idle(): Promise<void> {
    while (this.seeking.size > 0) await Promise.all(this.seeking.values());
  }

  /** All pairs that the tenant has now, each in a transaction of its own. */
  async seekAll(tenantId: string): Promise<void> {
    for (;;) {
      const found = await this.tenants.run(tenantId, (tx) => this.router.matchOnce(tx, {}));
      if (!found) return;
      this.commander.run(found);
    }
  }

  async sweep(): Promise<void> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string }>(sql`
        select distinct c.tenant_id from routed_call c
        join queue_member m on m.tenant_id = c.tenant_id and m.queue_id = c.queue_id
        join agent a on a.tenant_id = m.tenant_id and a.member_id = m.member_id
        where c.state = 'queued' and a.state = 'ready'`),
    );
    for (const { tenant_id: tenantId } of rows) await this.seekAll(tenantId);
  }
}
