import { accept, refuse, type Result } from '@seatline/kernel';

/** What is known of an outage that somebody wants to take back. */
export interface WithdrawableOutage {
  readonly withdrawn: boolean;
  /** Leases that have learnt of it. */
  readonly leases: number;
  /** Those of them that were given rent back for it. */
  readonly credited: number;
}

export type WithdrawalRefusal = 'outage.withdrawn' | 'outage.credited' | 'outage.all-credited';

/**
 * May an outage be withdrawn? Once, and while there is anybody whom that still concerns. What was given back is never taken back: with leases that were credited it needs the word that they
 * keep their credit, and then it counts for nothing at the others; where all were credited nothing is left to withdraw. Source: ADR 25.
 */
export function judgeWithdrawal({ withdrawn, leases, credited }: WithdrawableOutage, keepCredited: boolean): Result<true, WithdrawalRefusal> {
  if (withdrawn) return refuse('outage.withdrawn');
  if (credited > 0 && credited >= leases) return refuse('outage.all-credited', { credited });
  if (credited > 0 && !keepCredited) return refuse('outage.credited', { credited, others: leases - credited });
  return accept(true as const);
}
