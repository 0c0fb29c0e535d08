import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, SYSTEM_ACTOR, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { CarrierName } from '../settings';

/**
 * Puts a tenant on another carrier: its seats, trunks and rented numbers go with it. Calls in progress go on where they are. The reconciler brings everything
 * to the new carrier and takes it away from the old one.
 */
@Injectable()
export class MoveToCarrier {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns false when the tenant is there already. */
  async run(tenantId: string, carrier: CarrierName): Promise<boolean> {
    const createdAt = new Date(this.clock.now()).toISOString();
    return this.tenants.run(tenantId, async (tx) => {
      await tx.ledger.execute(sql`insert into tenant_telephony (carrier, created_at) values (${carrier}, ${createdAt}) on conflict do nothing`);
      const { rows } = await tx.ledger.execute<{ carrier: CarrierName }>(sql`select carrier from tenant_telephony for update`);
      if (rows[0]?.carrier === carrier) return false;
      await tx.ledger.execute(sql`update tenant_telephony set carrier = ${carrier}`);
      const wishAgain = sql`carrier = ${carrier}, desired_gen = desired_gen + 1, attempts = 0, last_error = null, next_try_at = null, claimed_until = null, version = version + 1`;
      await tx.ledger.execute(sql`update seat_endpoint set ${wishAgain}, applied_service = 'none', online = false`);
      await tx.ledger.execute(sql`update trunk set ${wishAgain} where removed_at is null`);
      await tx.ledger.execute(sql`update trunk_address set carrier = ${carrier}`);
      await tx.ledger.execute(sql`update did set carrier = ${carrier}, version = version + 1 where released_at is null`);
      const facts = { from: rows[0]?.carrier ?? null, to: carrier };
      await this.audit.record(tx, SYSTEM_ACTOR, { action: 'carrier.changed', subjectKind: 'tenant', subjectId: tenantId, facts });
      return true;
    });
  }
}
