import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, type TenantTransaction } from '@seatline/server';
import type { CallingPolicy } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { CarrierName } from '../settings';
import { CarrierRegistry } from './carrier-registry';

interface Row extends Record<string, unknown> {
  carrier: CarrierName;
  country: string;
  concurrent: number;
  per_second: number;
  opened: string[];
  closed: string[];
}

export interface TenantCallingSettings {
  readonly carrier: CarrierName;
  readonly country: string;
  readonly policy: CallingPolicy;
}

/** Which carrier a tenant's calls go through, and how many they may be. */
@Injectable()
export class TenantCalling {
  constructor(
    private readonly registry: CarrierRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The tenant's carrier. The first question settles it: the installation's preferred carrier becomes the tenant's row. */
  async carrierOf(tx: TenantTransaction): Promise<CarrierName> {
    const { rows } = await tx.ledger.execute<{ carrier: CarrierName }>(sql`select carrier from tenant_telephony`);
    return rows[0]?.carrier ?? this.settle(tx);
  }

  /**
   * The same with its limits, and locked until the transaction ends, so that two calls out cannot both be the last that fits.
   */
  async lockForCall(tx: TenantTransaction): Promise<TenantCallingSettings> {
    await this.carrierOf(tx);
    const { rows } = await tx.ledger.execute<Row>(sql`
      select t.carrier, o.country, t.concurrent_calls_limit as concurrent, t.calls_per_second_limit as per_second, t.opened_prefixes as opened, t.closed_prefixes as closed
      from tenant_telephony t join tenant o on o.id = t.tenant_id for no key update of t`);
    const [row] = rows;
    if (!row) throw new Error('a tenant without a telephony row after it was settled');
    const policy = { concurrentCallsLimit: row.concurrent, callsPerSecondLimit: row.per_second, openedPrefixes: row.opened, closedPrefixes: row.closed };
    return { carrier: row.carrier, country: row.country, policy };
  }

  private async settle(tx: TenantTransaction): Promise<CarrierName> {
    const createdAt = new Date(this.clock.now()).toISOString();
    await tx.ledger.execute(sql`
      insert into tenant_telephony (carrier, created_at) values (${this.registry.first().name}, ${createdAt}) on conflict do nothing`);
    const { rows } = await tx.ledger.execute<{ carrier: CarrierName }>(sql`select carrier from tenant_telephony`);
    return rows[0]?.carrier ?? this.registry.first().name;
  }
}
