import { Injectable } from '@nestjs/common';
import { arrearsTimeline, type TimelineEntry } from '@seatline/billing-domain';
import { addDays, civilDateAt, startOfDay } from '@seatline/kernel';
import { TenantUnitOfWork } from '@seatline/server';
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
      const entries = arrearsTimeline(lease.book, told, now, startOfDay(addDays(today, DAYS_AHEAD), zone)).filter((entry) => entry.at >= since);
      return { explained, entries: entries.map((entry) => ({ ...entry, proofs: proofs.filter((proof) => isOf(proof, entry)) })) };
    });
  }
}

function isOf(proof: ProofRow, entry: TimelineEntry): boolean {
  if (entry.tense === 'future') return false;
  if (entry.kind === 'notice') return proof.kind === entry.notice && proof.invoice === entry.invoice;
  if (entry.kind === 'invoice-issued') return proof.kind === 'invoice-issued' && proof.invoice === entry.invoice;
  return proof.kind === entry.kind && proof.due_at === entry.at;
}
