import { Injectable } from '@nestjs/common';
import { Audit, PlatformUnitOfWork, type Principal, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { insertRatings, readUnrated, readUsageLeases } from '../persistence/usage';
import { UsageDesk } from './usage-desk';
import { UsageRater } from './usage-rater';

/** So many calls of a tenant are looked at in one transaction. */
const CALLS_A_BATCH = 5_000;

/** Prices calls that nothing matched, by the decks as they are now. What is priced goes on the next telephone invoice; what is not stays listed. */
@Injectable()
export class RateUnrated {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly usage: UsageDesk,
    private readonly rater: UsageRater,
    private readonly audit: Audit,
  ) {}

  async run(actor: Principal): Promise<{ rated: number; left: number }> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string }>(sql`select distinct tenant_id from unrated_call where lease_id is not null`),
    );
    let rated = 0;
    let left = 0;
    for (const row of rows) {
      const done = await this.rateTenant(row.tenant_id);
      rated += done.rated;
      left += done.left;
    }
    await this.platform.run((tx) =>
      this.audit.recordPlatform(tx, actor, { action: 'usage.rated-again', subjectKind: 'usage', subjectId: 'unrated', facts: { rated, left } }),
    );
    return { rated, left };
  }

  private async rateTenant(tenantId: string): Promise<{ rated: number; left: number }> {
    return this.tenants.run(tenantId, async (tx) => {
      const leases = await readUsageLeases(tx.ledger, tenantId);
      const opened = await this.usage.open(tx, leases);
      const legs = await readUnrated(tx.ledger, tenantId, leases, CALLS_A_BATCH);
      const versions = new Map(legs.map((leg) => [leg.id, leg.version + 1]));
      const found = await this.rater.rate(tx.ledger, legs, (leg) => versions.get(leg.id)!);
      const ratings = found.filter((rating) => rating.status !== 'quarantined');
      await insertRatings(tx.ledger, tenantId, ratings, opened.at);
      const rated = new Map(ratings.map((rating) => [rating.usageId, rating]));
      const ratedLegs = legs.filter((leg) => rated.has(leg.id));
      await this.usage.close(tx, opened, ratedLegs, ratedLegs.map((leg) => rated.get(leg.id)!));
      return { rated: ratings.length, left: found.length - ratings.length };
    });
  }
}
