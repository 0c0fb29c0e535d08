import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import type { CarrierFact } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { CallIngest } from '../calls/call-ingest';
import { CallRecords } from '../calls/call-records';
import { occurrenceOf } from '../calls/leg-journal';
import type { CarrierName } from '../settings';
import { unattendedCall } from './unattended-call';

interface FactRow extends Record<string, unknown> {
  provider_event_id: string;
  leg_id: string;
  known_tenant: string | null;
  tenant_id: string | null;
  fact: CarrierFact;
}

/** A leg that nobody knows may just be being taken in; older ones came while nobody listened. */
const UNKNOWN_FOR_MILLISECONDS = 10_000;

/** The lines of carriers' records that the tenants' rows have not taken up yet. */
@Injectable()
export class KeptFacts {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly ingest: CallIngest,
    private readonly records: CallRecords,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Each leg in the order of the record. A line is dropped when it has been taken up, so a crash in between repeats it, which changes nothing. */
  async apply(carrier: CarrierName): Promise<void> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<FactRow>(sql`
        select f.provider_event_id, f.leg_id, f.fact, f.tenant_id, l.tenant_id as known_tenant
        from carrier_fact f left join call_leg l on l.id = f.leg_id
        where f.carrier = ${carrier}
          and (l.id is not null or (jsonb_typeof(f.fact->'party') = 'object' and exists (select from tenant t where t.id = f.tenant_id)))
        order by f.ordinal limit 2000`),
    );
    for (const [legId, facts] of groupByLeg(rows)) {
      if (!(await this.applyLeg(carrier, legId, facts))) continue;
      const ids = sql.join(facts.map((fact) => sql`${fact.provider_event_id}`), sql`, `);
      await this.platform.run((tx) => tx.db.execute(sql`delete from carrier_fact where carrier = ${carrier} and provider_event_id in (${ids})`));
    }
  }

  /** False: too early to say. */
  private async applyLeg(carrier: CarrierName, legId: string, facts: readonly FactRow[]): Promise<boolean> {
    const [first] = facts;
    if (!first) return true;
    const tenantId = first.known_tenant ?? first.tenant_id ?? '';
    if (first.known_tenant === null) {
      if (first.fact.at > this.clock.now() - UNKNOWN_FOR_MILLISECONDS) return false;
      await this.recordUnattended(carrier, tenantId, first.fact);
    }
    for (const { fact, provider_event_id: providerEventId } of facts) {
      const occurrence = occurrenceOf(fact);
      if (occurrence) await this.ingest.apply(tenantId, { carrier, legId, providerEventId, source: 'history', occurrence });
    }
    return true;
  }

  private async recordUnattended(carrier: CarrierName, tenantId: string, fact: CarrierFact): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const seatId = fact.party?.kind === 'seat' ? fact.party.seatId : null;
      const { rows } = await tx.ledger.execute<{ service: string }>(sql`select service from seat_endpoint where seat_id = ${seatId}::uuid`);
      const { call, leg } = unattendedCall({ callId: randomUUID(), carrier, fact, seatSuspended: rows[0]?.service === 'emergency-only' });
      await this.records.open(tx, call, [leg]);
    });
  }
}

function groupByLeg(rows: readonly FactRow[]): Map<string, FactRow[]> {
  const legs = new Map<string, FactRow[]>();
  for (const row of rows) legs.set(row.leg_id, [...(legs.get(row.leg_id) ?? []), row]);
  return legs;
}
