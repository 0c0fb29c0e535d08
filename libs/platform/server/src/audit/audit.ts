import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { sql } from 'drizzle-orm';
import { CLOCK } from '../clock-token';
import type { PlatformTransaction, TenantTransaction } from '../database/unit-of-work';
import type { Principal } from '../http/principal';

/** One thing that somebody did. Facts are small, plain, and without secrets or customers' numbers. */
export interface AuditedAction {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly reason?: string | null;
  readonly facts?: Record<string, string | number | boolean | null>;
}

/** The product itself acting: a sweep, a carrier's event. */
export const SYSTEM_ACTOR = 'system';

/** Writes the audit log in the transaction of what it tells of, so that neither exists without the other. */
@Injectable()
export class Audit {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** In the tenant's own log; an operator's act inside a tenant stands there too, as an operator's. */
  async record(tx: TenantTransaction, actor: Principal | typeof SYSTEM_ACTOR, entry: AuditedAction): Promise<void> {
    const kind = actor === SYSTEM_ACTOR ? 'system' : actor.memberId !== null ? 'member' : 'operator';
    const who = actor === SYSTEM_ACTOR ? null : actor;
    await tx.ledger.execute(sql`
      insert into audit_entry (at, actor_person_id, actor_kind, actor_name, action, subject_kind, subject_id, reason, ip, facts)
      values (${this.now()}, ${who?.personId ?? null}, ${kind}, ${who?.displayName ?? 'Seatline'}, ${entry.action}, ${entry.subjectKind},
        ${entry.subjectId}, ${entry.reason ?? null}, ${who?.ip ?? null}, ${JSON.stringify(entry.facts ?? {})}::jsonb)`);
  }

  /** In the platform's log, for what belongs to no tenant. */
  async recordPlatform(tx: PlatformTransaction, actor: Principal | typeof SYSTEM_ACTOR, entry: AuditedAction): Promise<void> {
    const who = actor === SYSTEM_ACTOR ? null : actor;
    await tx.db.execute(sql`
      insert into platform_audit_entry (at, actor_person_id, actor_name, action, subject_kind, subject_id, reason, ip, facts)
      values (${this.now()}, ${who?.personId ?? null}, ${who?.displayName ?? 'Seatline'}, ${entry.action}, ${entry.subjectKind},
        ${entry.subjectId}, ${entry.reason ?? null}, ${who?.ip ?? null}, ${JSON.stringify(entry.facts ?? {})}::jsonb)`);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
