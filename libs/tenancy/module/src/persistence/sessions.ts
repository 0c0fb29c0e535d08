import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction } from '@seatline/server';
import type { RefreshableSession } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { milliseconds, timestamp } from './instants';
import type { Locale } from './persons';

export interface NewSession {
  readonly personId: string;
  readonly tenantId: string | null;
  readonly refreshHash: string;
  readonly expiresAt: Instant;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export async function insertSession(tx: PlatformTransaction, session: NewSession, now: Instant): Promise<string> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    insert into session (person_id, tenant_id, refresh_hash, refreshed_at, created_at, expires_at, ip, user_agent)
    values (${session.personId}, ${session.tenantId}, ${session.refreshHash}, ${timestamp(now)}, ${timestamp(now)}, ${timestamp(session.expiresAt)},
      ${session.ip}, ${session.userAgent?.slice(0, 400) ?? null}) returning id`);
  return rows[0]?.id ?? '';
}

/** All that a request's principal is made of, as the rows say at this moment. */
export interface SessionStanding extends Record<string, unknown> {
  readonly personId: string;
  readonly personName: string;
  readonly email: string;
  readonly locale: Locale;
  /** Null too when the member is disabled or the tenant closed: the session then works for no tenant. */
  readonly tenantId: string | null;
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly roles: string[] | null;
  readonly operatorRoles: string[];
}

export async function readSessionStanding(tx: PlatformTransaction, sessionId: string, now: Instant): Promise<SessionStanding | null> {
  const { rows } = await tx.db.execute<SessionStanding>(sql`
    select s.person_id as "personId", p.display_name as "personName", p.email, p.locale, m.tenant_id as "tenantId", m.id as "memberId",
      m.display_name as "memberName", m.roles, array(select g.role from operator_grant g where g.person_id = s.person_id order by 1) as "operatorRoles"
    from session s
    join person p on p.id = s.person_id
    left join tenant t on t.id = s.tenant_id and t.status = 'open'
    left join member m on m.tenant_id = t.id and m.person_id = s.person_id and m.status = 'active'
    where s.id = ${sessionId} and s.revoked_at is null and s.expires_at > ${timestamp(now)}`);
  return rows[0] ?? null;
}

export interface LockedSession extends RefreshableSession, Record<string, unknown> {
  readonly personId: string;
}

export async function lockSession(tx: PlatformTransaction, sessionId: string): Promise<LockedSession | null> {
  const { rows } = await tx.db.execute<LockedSession>(sql`
    select person_id as "personId", refresh_hash as "refreshHash", previous_refresh_hash as "previousRefreshHash",
      ${milliseconds(sql`refreshed_at`)} as "refreshedAt", ${milliseconds(sql`expires_at`)} as "expiresAt", ${milliseconds(sql`revoked_at`)} as "revokedAt"
    from session where id = ${sessionId} for update`);
  return rows[0] ?? null;
}

export async function rotateSession(tx: PlatformTransaction, sessionId: string, refreshHash: string, now: Instant): Promise<void> {
  await tx.db.execute(sql`
    update session set previous_refresh_hash = refresh_hash, refresh_hash = ${refreshHash}, refreshed_at = ${timestamp(now)} where id = ${sessionId}`);
}

export async function switchSessionTenant(tx: PlatformTransaction, sessionId: string, tenantId: string | null): Promise<void> {
  await tx.db.execute(sql`update session set tenant_id = ${tenantId} where id = ${sessionId}`);
}

/** Ends one session, or every one of the person when none is named. @returns the ids that ended now. */
export async function revokeSessions(tx: PlatformTransaction, personId: string, sessionId: string | null, now: Instant): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    update session set revoked_at = ${timestamp(now)}
    where person_id = ${personId} and revoked_at is null and (${sessionId}::uuid is null or id = ${sessionId}::uuid) returning id`);
  return rows.map((row) => row.id);
}

export interface TenantChoice extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly country: string;
}

/** The tenants that the person works for, the one of their latest session first, then by age of the membership. */
export async function tenantsOfPerson(tx: PlatformTransaction, personId: string): Promise<TenantChoice[]> {
  const { rows } = await tx.db.execute<TenantChoice>(sql`
    select t.id, t.name, t.zone, t.currency, t.country
    from member m join tenant t on t.id = m.tenant_id
    where m.person_id = ${personId} and m.status = 'active' and t.status = 'open'
    order by (select max(s.created_at) from session s where s.person_id = m.person_id and s.tenant_id = m.tenant_id) desc nulls last, m.created_at, t.id`);
  return rows;
}

export async function operatorRolesOf(tx: PlatformTransaction, personId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ role: string }>(sql`select role from operator_grant where person_id = ${personId} order by 1`);
  return rows.map((row) => row.role);
}
