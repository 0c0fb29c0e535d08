import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { addDays, type CivilDate, type Clock, daysBetween, startOfDay, type Zone } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { CARRIER_UPLOADS, type CarrierUploads, type NewUpload, type RecordsSource } from '../ports/carrier-records';
import { type CarrierFileFormat, readCarrierCsv } from './carrier-csv';

export interface CarrierFileUpload {
  readonly fileName: string;
  readonly csv: string;
  readonly format: CarrierFileFormat;
  readonly zone: Zone;
  /** First and last day that the file has the calls of. */
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
}

/** Faults beyond these are counted, not listed. */
const MOST_FAULTS_TOLD = 20;
const MOST_DAYS = 366;

/** A carrier's file entered by the operator, whole or not at all; and which books a trunk's calls stand in. */
@Injectable()
export class EnterCarrierRecords {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    @Inject(CARRIER_UPLOADS) private readonly uploads: CarrierUploads,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns how many answered calls it has; `repeated` when the very same file was there already. */
  async upload(actor: Principal, trunk: { readonly tenantId: string; readonly id: string }, file: CarrierFileUpload): Promise<{ records: number; repeated: boolean }> {
    const days = daysBetween(file.fromOn, file.throughOn);
    if (days < 0 || days >= MOST_DAYS) throw new Problem('invalid-input', { faults: `throughOn must be from fromOn to ${MOST_DAYS - 1} days after it` });
    return this.tenants.run(trunk.tenantId, async (tx) => {
      await requireTrunk(tx, trunk.id);
      const { rows: numbers } = await tx.ledger.execute<{ e164: string }>(sql`select e164 from did`);
      const { calls, faults } = readCarrierCsv(file.csv, { format: file.format, zone: file.zone, ourNumbers: numbers.map(({ e164 }) => e164) });
      const [fromAt, toAt] = [startOfDay(file.fromOn, file.zone), startOfDay(addDays(file.throughOn, 1), file.zone)];
      const outside = calls.filter(({ answeredAt }) => answeredAt < fromAt || answeredAt >= toAt).map(({ recordId }) => `the record ${recordId} lies outside of the days named`);
      if (faults.length + outside.length > 0) throw new Problem('carrier-records.bad-file', { faults: tell([...faults, ...outside]) });
      const upload: NewUpload = {
        trunkId: trunk.id, fileName: file.fileName, sha256: createHash('sha256').update(file.csv).digest('hex'), fromAt, toAt, calls, by: actor.displayName, at: this.clock.now(),
      };
      const id = await this.uploads.enter(tx, upload);
      if (id !== null) await this.setSourceIn(tx, actor, trunk.id, 'upload', null);
      if (id !== null) await this.audit.record(tx, actor, { action: 'carrier-records.uploaded', subjectKind: 'trunk', subjectId: trunk.id, facts: { file: file.fileName, records: calls.length } });
      return { records: calls.length, repeated: id === null };
    });
  }

  setSource(actor: Principal, trunk: { readonly tenantId: string; readonly id: string }, source: RecordsSource, account: string | null): Promise<void> {
    return this.tenants.run(trunk.tenantId, async (tx) => {
      await requireTrunk(tx, trunk.id);
      await this.setSourceIn(tx, actor, trunk.id, source, account);
      await this.audit.record(tx, actor, { action: 'carrier-records.source-set', subjectKind: 'trunk', subjectId: trunk.id, facts: { source, account } });
    });
  }

  private async setSourceIn(tx: TenantTransaction, actor: Principal, trunkId: string, source: RecordsSource, account: string | null): Promise<void> {
    const at = new Date(this.clock.now()).toISOString();
    await tx.ledger.execute(sql`
      insert into trunk_records_source (trunk_id, source, account, set_at, set_by) values (${trunkId}, ${source}, ${account}, ${at}, ${actor.displayName})
      on conflict (tenant_id, trunk_id) do update set source = excluded.source, account = excluded.account, set_at = excluded.set_at, set_by = excluded.set_by`);
  }
}

async function requireTrunk(tx: TenantTransaction, id: string): Promise<void> {
  const { rows } = await tx.ledger.execute(sql`select 1 from trunk where id = ${id}`);
  if (rows.length === 0) throw notFound('trunk');
}

function tell(faults: readonly string[]): string {
  const more = faults.length - MOST_FAULTS_TOLD;
  return faults.slice(0, MOST_FAULTS_TOLD).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
