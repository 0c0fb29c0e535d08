import type { StepStanding, SuspensionStep, SuspensionStepKind } from '@seatline/billing-domain';
import type { PlatformTransaction, TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export type StepState = 'waiting' | 'done' | 'failed' | 'overtaken';
export type StepDirection = 'down' | 'up';

export interface StepRow extends Record<string, unknown> {
  readonly id: string;
  readonly suspension: number;
  readonly direction: StepDirection;
  readonly place: number;
  readonly kind: SuspensionStepKind;
  readonly target_kind: SuspensionStep['targetKind'];
  readonly target_id: string;
  readonly target_name: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly cause: string | null;
  readonly planned_at: number;
  readonly settled_at: number | null;
}

/**
 * The suspension that an event tells of; null when the event's instant is none of the lease's. `overtaken`: the lease has turned again since, since restorations
 * are heard of before suspensions that are still on their way.
 */
export async function suspensionTold(
  tx: TenantTransaction, leaseId: string, direction: StepDirection, at: string,
): Promise<{ readonly sequence: number; readonly overtaken: boolean } | null> {
  const column = direction === 'down' ? sql`suspended_at` : sql`restored_at`;
  const { rows } = await tx.ledger.execute<{ sequence: number; overtaken: boolean }>(sql`
    select s.sequence, (${direction}::text = 'down' and s.restored_at is not null)
      or exists (select from suspension l where l.tenant_id = s.tenant_id and l.lease_id = s.lease_id and l.sequence > s.sequence) as overtaken
    from suspension s where s.tenant_id = ${tx.tenantId} and s.lease_id = ${leaseId} and ${column} = ${at} order by s.sequence desc limit 1`);
  return rows[0] ?? null;
}

/** Writes a plan down, once; what was still open of the lease's other way is overtaken by it. */
export async function writePlan(
  tx: TenantTransaction,
  plan: { readonly leaseId: string; readonly suspension: number; readonly direction: StepDirection; readonly overtaken: boolean; readonly steps: readonly SuspensionStep[] },
  at: number,
): Promise<void> {
  const { leaseId, suspension, direction } = plan;
  const state: StepState = plan.overtaken ? 'overtaken' : 'waiting';
  await tx.ledger.execute(sql`
    update suspension_step set state = 'overtaken', settled_at = ${timestamp(at)}
    where tenant_id = ${tx.tenantId} and lease_id = ${leaseId} and state in ('waiting', 'failed')
      and (suspension < ${suspension} or (suspension = ${suspension} and direction = 'down' and ${direction}::text = 'up'))`);
  let place = 0;
  for (const { kind, targetKind, target } of plan.steps) {
    place += 1;
    await tx.ledger.execute(sql`
      insert into suspension_step (lease_id, suspension, direction, place, kind, target_kind, target_id, target_name, planned_at, state, settled_at)
      values (${leaseId}, ${suspension}, ${direction}, ${place}, ${kind}, ${targetKind}, ${target.id}, ${target.name}, ${timestamp(at)}, ${state},
        ${plan.overtaken ? timestamp(at) : null})
      on conflict (tenant_id, lease_id, suspension, direction, place) do nothing`);
  }
}

export async function leasesWithOpenSteps(tx: PlatformTransaction, most: number): Promise<{ tenantId: string; leaseId: string }[]> {
  const { rows } = await tx.db.execute<{ tenant_id: string; lease_id: string }>(
    sql`select distinct tenant_id, lease_id from suspension_step where state in ('waiting', 'failed') limit ${most}`,
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, leaseId: row.lease_id }));
}

/** A lease's steps in the order of what happened; the open ones locked, so that two processes do not tick at once. */
export async function readSteps(tx: TenantTransaction, leaseId: string, openOnly: boolean): Promise<StepRow[]> {
  const { rows } = await tx.ledger.execute<StepRow>(sql`
    select id, suspension, direction, place, kind, target_kind, target_id, target_name, state, attempts, cause, epoch_ms(planned_at) as planned_at,
      epoch_ms(settled_at) as settled_at
    from suspension_step where tenant_id = ${tx.tenantId} and lease_id = ${leaseId} and ${openOnly ? sql`state in ('waiting', 'failed')` : sql`true`}
    order by suspension, direction, place ${openOnly ? sql`for update skip locked` : sql``}`);
  return rows;
}

/** Puts down how a step stands. @returns whether it has just failed. */
export async function tickStep(tx: TenantTransaction, step: StepRow, now: StepStanding, at: number): Promise<boolean> {
  const state: StepState = now.holds ? 'done' : now.cause === null ? step.state : 'failed';
  if (state === step.state && now.attempts === step.attempts && now.cause === step.cause) return false;
  await tx.ledger.execute(sql`
    update suspension_step set state = ${state}, attempts = greatest(attempts, ${now.attempts}), cause = ${now.cause ?? step.cause},
      settled_at = ${now.holds ? timestamp(at) : null}
    where tenant_id = ${tx.tenantId} and id = ${step.id}`);
  return state === 'failed' && step.state !== 'failed';
}
