import { Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import { PlatformUnitOfWork } from '@seatline/server';
import type { CarrierHistory } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { timestamp } from '../calls/leg-row';
import type { CarrierName } from '../settings';

export interface CarrierLink {
  /** The carrier's start that we last spoke to; null: never. */
  readonly bootId: string | null;
  readonly historyAfter: string | null;
  readonly lastSeenAt: Instant | null;
}

/** What is known of each carrier across restarts of ours and its own. */
@Injectable()
export class CarrierLinks {
  constructor(private readonly platform: PlatformUnitOfWork) {}

  async read(carrier: CarrierName): Promise<CarrierLink> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ bootId: string | null; historyAfter: string | null; lastSeenAt: number | null }>(sql`
        select boot_id as "bootId", history_after as "historyAfter", (extract(epoch from last_seen_at) * 1000)::float8 as "lastSeenAt"
        from carrier_link where carrier = ${carrier}`),
    );
    return (rows[0] as CarrierLink | undefined) ?? { bootId: null, historyAfter: null, lastSeenAt: null };
  }

  async seen(carrier: CarrierName, bootId: string, at: Instant): Promise<void> {
    await this.platform.run((tx) =>
      tx.db.execute(sql`
        insert into carrier_link (carrier, boot_id, last_seen_at) values (${carrier}, ${bootId}, ${timestamp(at)})
        on conflict (carrier) do update set boot_id = excluded.boot_id, last_seen_at = greatest(carrier_link.last_seen_at, excluded.last_seen_at)`),
    );
  }

  /**
   * Keeps a page of the carrier's own record and the place where the next begins, in one transaction: neither is without the other, whenever we die. What
   * was told live is left out, and passages between rooms are, for no record follows from them.
   */
  async keep(carrier: CarrierName, page: CarrierHistory): Promise<void> {
    const facts = page.facts
      .filter((fact) => fact.type !== 'leg.joined' && fact.type !== 'leg.parted')
      .map((fact) => ({ id: fact.providerEventId, leg: fact.legId, tenant: fact.tenantId, type: fact.type, at: timestamp(fact.at), fact }));
    await this.platform.run(async (tx) => {
      await tx.db.execute(sql`
        insert into carrier_fact (carrier, provider_event_id, leg_id, tenant_id, fact, at)
        select ${carrier}, f.id, f.leg, f.tenant, f.fact, f.at
        from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as f (id text, leg text, tenant uuid, type text, at timestamptz, fact jsonb)
        where not exists (select from call_event e where e.tenant_id = f.tenant and e.carrier = ${carrier} and e.provider_event_id = f.id)
          and not (f.type = 'leg.started' and exists (select from call_leg l where l.tenant_id = f.tenant and l.id = f.leg))
        on conflict do nothing`);
      await tx.db.execute(sql`
        insert into carrier_link (carrier, history_after) values (${carrier}, ${page.next})
        on conflict (carrier) do update set history_after = excluded.history_after`);
    });
  }
}
