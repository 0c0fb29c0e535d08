import { Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import { type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type CarrierCall, type CarrierCallList, sequenceHoles } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { CarrierRecords, CarrierUploads, NewUpload, RecordedTrunk } from '../ports/carrier-records';

interface RecordRow extends Record<string, unknown> {
  record_id: string;
  direction: 'inbound' | 'outbound';
  from_number: string;
  to_number: string;
  answered_at: Instant;
  seconds: number;
  price_micros: bigint | null;
  price_currency: string | null;
  sequence: bigint | null;
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);
const timestamp = (at: number): string => new Date(at).toISOString();

/** Carriers' files as they were uploaded. */
@Injectable()
export class UploadedCarrierRecords implements CarrierRecords, CarrierUploads {
  readonly source = 'upload';

  constructor(private readonly tenants: TenantUnitOfWork) {}

  list(trunk: RecordedTrunk, { fromAt, toAt }: { fromAt: Instant; toAt: Instant }): Promise<CarrierCallList> {
    return this.tenants.run(trunk.tenantId, async (tx) => {
      const known = await coveredSpan(tx, trunk.id, fromAt, toAt);
      if (known === null) return { calls: [], known, holes: [] };
      const { rows } = await tx.ledger.execute<RecordRow>(sql`
        select r.record_id, r.direction, r.from_number, r.to_number, ${ms('r.answered_at')} as answered_at, r.seconds, r.price_micros, r.price_currency, r.sequence
        from carrier_record r
        where r.trunk_id = ${trunk.id} and r.answered_at >= ${timestamp(fromAt)}::timestamptz and r.answered_at < ${timestamp(toAt)}::timestamptz
          and not exists (select from carrier_record n where n.tenant_id = r.tenant_id and n.trunk_id = r.trunk_id and n.record_id = r.record_id and n.upload_id > r.upload_id)
        order by r.answered_at, r.record_id`);
      const calls = rows.map(callOf);
      return { calls, known, holes: sequenceHoles(calls.map(({ sequence }) => sequence)) };
    });
  }

  async enter(tx: TenantTransaction, upload: NewUpload): Promise<string | null> {
    const { rows } = await tx.ledger.execute<{ id: string }>(sql`
      insert into carrier_upload (trunk_id, file_name, sha256, covers, records, uploaded_at, uploaded_by)
      values (${upload.trunkId}, ${upload.fileName}, ${upload.sha256}, tstzrange(${timestamp(upload.fromAt)}, ${timestamp(upload.toAt)}), ${upload.calls.length},
        ${timestamp(upload.at)}, ${upload.by})
      on conflict (tenant_id, trunk_id, sha256) do nothing returning id`);
    const id = rows[0]?.id ?? null;
    if (id === null || upload.calls.length === 0) return id;
    const column = <Value>(of: (call: CarrierCall) => Value) => sql.param(upload.calls.map(of));
    await tx.ledger.execute(sql`
      insert into carrier_record (upload_id, trunk_id, record_id, direction, from_number, to_number, answered_at, seconds, price_micros, price_currency, sequence)
      select ${id}::uuid, ${upload.trunkId}::uuid, * from unnest(${column((call) => call.recordId)}::text[], ${column((call) => call.direction)}::text[],
        ${column((call) => call.from)}::text[], ${column((call) => call.to)}::text[], ${column((call) => timestamp(call.answeredAt))}::timestamptz[],
        ${column((call) => call.seconds)}::int[], ${column((call) => call.price?.micros ?? null)}::bigint[], ${column((call) => call.price?.currency ?? null)}::char(3)[],
        ${column((call) => call.sequence)}::bigint[])`);
    return id;
  }
}

/** The longest stretch of the time that uploads cover without a gap; the first of equal ones. */
async function coveredSpan(tx: TenantTransaction, trunkId: string, fromAt: Instant, toAt: Instant): Promise<CarrierCallList['known']> {
  const { rows } = await tx.ledger.execute<{ from_at: Instant; to_at: Instant }>(sql`
    select ${ms('lower(span)')} as from_at, ${ms('upper(span)')} as to_at
    from (select unnest(range_agg(covers * tstzrange(${timestamp(fromAt)}, ${timestamp(toAt)}))) as span from carrier_upload where trunk_id = ${trunkId}) covered
    where not isempty(span) order by upper(span) - lower(span) desc, lower(span) limit 1`);
  const [span] = rows;
  return span ? { fromAt: span.from_at, toAt: span.to_at } : null;
}

function callOf(row: RecordRow): CarrierCall {
  return {
    recordId: row.record_id, legId: null, direction: row.direction, from: row.from_number, to: row.to_number, answeredAt: row.answered_at, seconds: row.seconds,
    price: row.price_micros === null || row.price_currency === null ? null : { micros: row.price_micros, currency: row.price_currency },
    sequence: row.sequence === null ? null : Number(row.sequence),
  };
}
