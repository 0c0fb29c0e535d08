import { Injectable } from '@nestjs/common';
import { notFound, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { TenantCalling } from '../registry/tenant-calling';
import type { CarrierName } from '../settings';

export interface TrunkListed extends Record<string, unknown> {
  id: string;
  name: string;
  host: string;
  port: number;
  username: string | null;
  registers: boolean;
  matchAddresses: string[];
  state: 'pending' | 'applied' | 'failed';
  cause: string | null;
}

export interface NumberListed extends Record<string, unknown> {
  id: string;
  e164: string;
  country: string;
  label: string;
  queueId: string | null;
  queueName: string | null;
  rentedAt: string;
}

export interface StockListed extends Record<string, unknown> {
  id: string;
  e164: string;
  carrier: CarrierName;
  country: string;
  tenantName: string | null;
}

const TRUNK = sql`
  select id, name, host, port, username, register as registers, match_addresses as "matchAddresses",
    case when applied_gen = desired_gen then 'applied' when last_error is not null then 'failed' else 'pending' end as state,
    case when applied_gen = desired_gen then null else last_error end as cause
  from trunk where removed_at is null`;

/** Lists of trunks and numbers. A trunk's secret is in none of them. */
@Injectable()
export class ReadLines {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    private readonly calling: TenantCalling,
  ) {}

  trunks(tenantId: string): Promise<TrunkListed[]> {
    return this.tenants.run(tenantId, async (tx) => (await tx.ledger.execute<TrunkListed>(sql`${TRUNK} order by created_at, id`)).rows);
  }

  async trunk(tenantId: string, id: string): Promise<TrunkListed> {
    const { rows } = await this.tenants.run(tenantId, (tx) => tx.ledger.execute<TrunkListed>(sql`${TRUNK} and id = ${id}`));
    if (!rows[0]) throw notFound('trunk');
    return rows[0];
  }

  numbers(tenantId: string, id: string | null = null): Promise<NumberListed[]> {
    return this.tenants.run(tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute<NumberListed>(sql`
        select d.id, d.e164, d.country, d.label, d.queue_id as "queueId", q.name as "queueName", to_char(d.rented_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "rentedAt"
        from did d left join queue q on q.tenant_id = d.tenant_id and q.id = d.queue_id
        where d.released_at is null and (${id}::uuid is null or d.id = ${id}::uuid) order by d.e164`);
      return rows;
    });
  }

  /** The numbers that the tenant could rent now: of its own carrier, and nobody's. Whose the others are is not told. */
  async freeNumbers(tenantId: string): Promise<StockListed[]> {
    const carrier = await this.tenants.run(tenantId, (tx) => this.calling.carrierOf(tx));
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<StockListed>(sql`
        select s.id, s.e164, s.carrier, s.country, null as "tenantName" from number_stock s
        where s.carrier = ${carrier} and not exists (select from did d where d.e164 = s.e164 and d.released_at is null) order by s.e164 limit 500`),
    );
    return rows;
  }

  /** All numbers of the operator, and who rents them. */
  async stock(): Promise<StockListed[]> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<StockListed>(sql`
        select s.id, s.e164, s.carrier, s.country, t.name as "tenantName" from number_stock s
        left join did d on d.e164 = s.e164 and d.released_at is null left join tenant t on t.id = d.tenant_id order by s.e164 limit 5000`),
    );
    return rows;
  }
}
