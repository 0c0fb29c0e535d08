import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export interface AskedRenewal {
  readonly leaseId: string;
  readonly extendsFromOn: CivilDate;
  readonly months: number;
  readonly askedBy: string;
  readonly askedAt: Instant;
  /** The contract grants at once what is asked in time. */
  readonly granted: boolean;
}

/** @returns the request's id. */
export async function insertRenewal(db: LedgerDatabase, asked: AskedRenewal): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into renewal_request (lease_id, extends_from_on, months, state, asked_at, asked_by, decided_at)
    values (${asked.leaseId}, ${asked.extendsFromOn}, ${asked.months}, ${asked.granted ? 'granted' : 'asked'}, ${timestamp(asked.askedAt)},
      ${asked.askedBy}, ${asked.granted ? timestamp(asked.askedAt) : null})
    returning id`);
  return rows[0]!.id;
}

export interface RenewalDecision {
  readonly id: string;
  readonly state: 'granted' | 'refused';
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  readonly reason: string;
}

/** @throws when it was decided before: the lease's lock, which whoever decides holds, does not allow that. */
export async function decideRenewal(db: LedgerDatabase, { id, state, decidedBy, decidedAt, reason }: RenewalDecision): Promise<void> {
  const { rowCount } = await db.execute(sql`
    update renewal_request set state = ${state}, decided_by = ${decidedBy}, decided_at = ${timestamp(decidedAt)}, reason = ${reason}, version = version + 1
    where id = ${id} and state = 'asked'`);
  if (rowCount !== 1) throw new Error(`renewal request ${id} was not waiting`);
}
