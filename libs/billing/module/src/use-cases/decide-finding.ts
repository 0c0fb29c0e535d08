import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { keepCosts, TAKEN_OVER_LEG, takenOverSource, usageOfLegs } from '../persistence/compared-usage';
import { timestamp } from '../persistence/table-writer';
import { RecordUsage } from './record-usage';
import { legOfRecord } from './value-calls';

interface FindingRow extends Record<string, unknown> {
  kind: string;
  ref: string;
  trunk_id: string;
  direction: 'inbound' | 'outbound';
  from_number: string;
  to_number: string;
  answered_at: Instant;
  their_seconds: number | null;
  carrier_micros: bigint | null;
  expected_micros: bigint | null;
  carrier_currency: string | null;
  cleared: boolean;
  decided: boolean;
}

/** What an operator makes of a finding, once and with a reason. */
@Injectable()
export class DecideFinding {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly usage: RecordUsage,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  acknowledge(actor: Principal, tenantId: string, id: string, reason: string): Promise<void> {
    return this.tenants.run(tenantId, async (tx) => {
      await this.undecided(tx, id);
      await this.decide(tx, actor, { id, decision: 'acknowledged', reason, usageId: null });
    });
  }

  /** A call that only the carrier knows becomes usage of ours: rated now, and billed as what arrives late is. Its key lets it in once, whatever happens. */
  takeOver(actor: Principal, tenantId: string, id: string, reason: string): Promise<void> {
    return this.tenants.run(tenantId, async (tx) => {
      const finding = await this.undecided(tx, id);
      if (finding.kind !== 'missing' || finding.their_seconds === null) throw new Problem('finding.not-missing');
      const record = {
        recordId: finding.ref, direction: finding.direction, from: finding.from_number, to: finding.to_number, answeredAt: finding.answered_at, seconds: finding.their_seconds,
      };
      await this.usage.run(tx, [legOfRecord(finding.trunk_id, record)]);
      const key = { source: takenOverSource(finding.trunk_id), callId: finding.ref, leg: TAKEN_OVER_LEG };
      const taken = (await usageOfLegs(tx.ledger, tenantId, [key])).get(finding.ref);
      if (!taken) throw new Error('a call that was taken over is not there');
      await this.keepCost(tx, finding, taken);
      await this.decide(tx, actor, { id, decision: 'taken-over', reason, usageId: taken.usageId });
    });
  }

  private async keepCost(tx: TenantTransaction, finding: FindingRow, usage: Parameters<typeof keepCosts>[3][number]['usage']): Promise<void> {
    const micros = finding.carrier_micros ?? finding.expected_micros;
    if (micros === null || finding.carrier_currency === null) return;
    const source = finding.carrier_micros === null ? 'cost-deck' : 'carrier';
    await keepCosts(tx.ledger, tx.tenantId, this.clock.now(), [{ usage, micros, currency: finding.carrier_currency, source }]);
  }

  /** Locked: of two who decide at once, the second finds it decided. */
  private async undecided(tx: TenantTransaction, id: string): Promise<FindingRow> {
    const { rows } = await tx.ledger.execute<FindingRow>(sql`
      select f.kind, f.ref, r.trunk_id, f.direction, f.from_number, f.to_number, epoch_ms(f.answered_at) as answered_at, f.their_seconds, f.carrier_micros, f.expected_micros,
        f.carrier_currency, f.cleared_at is not null as cleared,
        exists (select from carrier_finding_decision d where d.tenant_id = f.tenant_id and d.finding_id = f.id) as decided
      from carrier_finding f join carrier_reconciliation r on r.tenant_id = f.tenant_id and r.id = f.reconciliation_id
      where f.id = ${id} for update of f`);
    const [finding] = rows;
    if (!finding) throw notFound('finding');
    // The lock may have waited for whoever decided: their row is seen by a look of its own.
    const decided = await tx.ledger.execute(sql`select 1 from carrier_finding_decision where finding_id = ${id}`);
    if (finding.decided || decided.rows.length > 0) throw new Problem('finding.decided');
    if (finding.cleared) throw new Problem('finding.cleared');
    return finding;
  }

  private async decide(
    tx: TenantTransaction, actor: Principal, { id, decision, reason, usageId }: { id: string; decision: 'acknowledged' | 'taken-over'; reason: string; usageId: string | null },
  ): Promise<void> {
    await tx.ledger.execute(sql`
      insert into carrier_finding_decision (finding_id, decision, reason, decided_at, decided_by, usage_id)
      values (${id}, ${decision}, ${reason}, ${timestamp(this.clock.now())}, ${actor.displayName}, ${usageId})`);
    await this.audit.record(tx, actor, { action: `carrier-finding.${decision}`, subjectKind: 'carrier-finding', subjectId: id, reason });
  }
}
