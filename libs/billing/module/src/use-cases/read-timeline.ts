import { Injectable } from '@nestjs/common';
import { arrearsTimeline, collectionEntries, inOrder, type TimelineEntry } from '@seatline/billing-domain';
import { addDays, civilDateAt, type Instant, startOfDay } from '@seatline/kernel';
import { type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { settingFor, triesOfLease } from '../persistence/collections';
import { defaultMethodReference } from '../persistence/saved-methods';
import { readMoments } from '../persistence/lease-history';
import { type ProofRow, readProofs } from '../reads/notice-proofs';
import { ExplainArrears, type ExplainedLease } from './explain-arrears';

/** So far ahead the future is told: beyond the proposal of termination of whatever is open today under the usual terms. */
const DAYS_AHEAD = 62;
const DAYS_BACK = 400;

export interface ProvenEntry extends TimelineEntry {
  readonly proofs: readonly ProofRow[];
}

export interface LeaseTimeline {
  readonly explained: ExplainedLease;
  readonly entries: readonly ProvenEntry[];
}

/** A lease's arrears in the open, the same for both sides: what happened with its proof, and what comes if nobody pays. */
@Injectable()
export class ReadTimeline {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly arrears: ExplainArrears,
  ) {}

  run(tenantId: string, leaseId: string): Promise<LeaseTimeline> {
    return this.tenants.run(tenantId, async (tx) => {
      const explained = await this.arrears.within(tx, leaseId, null);
      const { lease } = explained;
      const now = explained.explanation.at;
      const { zone } = lease.book.contract;
      const today = civilDateAt(now, zone);
      const told = (await readMoments(tx.ledger, lease, lease.book)).filter((moment) => moment.type !== 'quarantined');
      const proofs = await readProofs(tx.ledger, lease);
      const since = startOfDay(addDays(today, -DAYS_BACK), zone);
      const line = arrearsTimeline(lease.book, told, now, startOfDay(addDays(today, DAYS_AHEAD), zone));
      const entries = inOrder([...line, ...(await this.collections(tx, explained))]).filter((entry) => entry.at >= since);
      return { explained, entries: entries.map((entry) => ({ ...entry, proofs: proofs.filter((proof) => isOf(proof, entry)) })) };
    });
  }

  private async collections(tx: TenantTransaction, { lease, explanation }: ExplainedLease): Promise<TimelineEntry[]> {
    const made = await triesOfLease(tx, lease.leaseId);
    const setting = await settingFor(tx, lease.leaseId);
    const method = setting?.automatic ? await defaultMethodReference(tx) : null;
    const tries = made.map((each) => ({ ...each, at: each.at as Instant, invoice: lease.invoiceIds.indexOf(each.invoiceId) + 1 }));
    return collectionEntries(lease.book, tries, setting && method !== null ? { schedule: setting.scheduleDays, method } : null, explanation.at);
  }
}

function isOf(proof: ProofRow, entry: TimelineEntry): boolean {
  if (entry.tense === 'future') return false;
  if (entry.kind === 'notice') return proof.kind === entry.notice && proof.invoice === entry.invoice;
  if (entry.kind === 'invoice-issued') return proof.kind === 'invoice-issued' && proof.invoice === entry.invoice;
  return proof.kind === entry.kind && proof.due_at === entry.at;
}
