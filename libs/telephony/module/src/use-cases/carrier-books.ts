import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import { notFound, PlatformUnitOfWork, Problem, type TenantTransaction } from '@seatline/server';
import type { CarrierCallList, OurCall } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { CARRIER_RECORDS, type CarrierRecords, type RecordsSource } from '../ports/carrier-records';

/** A trunk whose calls stand in somebody else's books, too. */
export interface BookedTrunk extends Record<string, unknown> {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
  readonly source: RecordsSource;
  readonly account: string | null;
  readonly removed: boolean;
}

/** One of our answered legs over a trunk. */
export interface TrunkLeg extends OurCall {
  readonly callId: string;
}

interface LegRow extends Record<string, unknown> {
  leg_id: string;
  call_id: string;
  direction: 'inbound' | 'outbound';
  our_number: string;
  other_number: string;
  answered_at: Instant;
  milliseconds: bigint;
}

const timestamp = (at: Instant): string => new Date(at).toISOString();

/** Both sides' records of what went over a trunk: the carrier's, from wherever its books are, and our own. */
@Injectable()
export class CarrierBooks {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(CARRIER_RECORDS) private readonly records: readonly CarrierRecords[],
  ) {}

  /** Every trunk of every tenant, removed ones too: what they carried is still to be compared. `id` picks one. */
  trunks(id: string | null = null): Promise<BookedTrunk[]> {
    return this.platform.run(async ({ db }) => {
      const { rows } = await db.execute<BookedTrunk>(sql`
        select t.tenant_id as "tenantId", o.name as "tenantName", t.id, t.name, t.carrier, coalesce(s.source, t.carrier) as source, s.account, t.removed_at is not null as removed
        from trunk t join tenant o on o.id = t.tenant_id left join trunk_records_source s on s.tenant_id = t.tenant_id and s.trunk_id = t.id
        where ${id}::uuid is null or t.id = ${id}::uuid order by o.name, t.name, t.id`);
      return rows;
    });
  }

  /** Whether this installation can ask for the books of that source at all. */
  isReachable(source: RecordsSource): boolean {
    return this.records.some((each) => each.source === source);
  }

  /** The carrier's answered calls. Asks over the network: never within a transaction. @throws CarrierFailure */
  async theirs(trunk: { readonly tenantId: string; readonly id: string }, time: { readonly fromAt: Instant; readonly toAt: Instant }): Promise<CarrierCallList> {
    const [booked] = await this.trunks(trunk.id);
    if (!booked || booked.tenantId !== trunk.tenantId) throw notFound('trunk');
    const records = this.records.find((each) => each.source === booked.source);
    if (!records) throw new Problem('carrier-records.no-source', { source: booked.source });
    return records.list(booked, time);
  }

  /** Our answered legs of the trunk, by their answer. */
  async ours(tx: TenantTransaction, trunkId: string, { fromAt, toAt }: { readonly fromAt: Instant; readonly toAt: Instant }): Promise<TrunkLeg[]> {
    const { rows } = await tx.ledger.execute<LegRow>(sql`
      select c.leg_id, c.call_id, c.direction, c.our_number, c.other_number, (extract(epoch from c.answered_at) * 1000)::float8 as answered_at, c.milliseconds
      from cdr c join call_leg l on l.tenant_id = c.tenant_id and l.id = c.leg_id
      where c.carrier_leg and c.answered_at >= ${timestamp(fromAt)}::timestamptz and c.answered_at < ${timestamp(toAt)}::timestamptz and c.milliseconds > 0
        and l.party_kind = 'trunk' and l.party_id = ${trunkId}
        and not exists (select from cdr n where n.tenant_id = c.tenant_id and n.id = c.id and n.version > c.version)
      order by c.answered_at, c.leg_id`);
    return rows.map((row) => ({
      legId: row.leg_id, callId: row.call_id, recordId: null, direction: row.direction, ourNumber: row.our_number, otherNumber: row.other_number,
      answeredAt: row.answered_at, milliseconds: Number(row.milliseconds),
    }));
  }
}
