import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction } from '@seatline/server';
import type { Invitation, TenantRole } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { milliseconds, timestamp } from './instants';

/** An invitation as its link finds it, before anybody is signed in. */
export interface InvitationByLink extends Invitation, Record<string, unknown> {
  readonly tenantId: string;
  readonly id: string;
  readonly tenantName: string;
  readonly tenantLocale: 'zh-CN' | 'en';
  readonly email: string;
  readonly roles: TenantRole[];
  readonly personExists: boolean;
}

export async function findInvitationByToken(tx: PlatformTransaction, tokenHash: string): Promise<InvitationByLink | null> {
  const { rows } = await tx.db.execute<InvitationByLink>(sql`
    select i.tenant_id as "tenantId", i.id, t.name as "tenantName", t.locale as "tenantLocale", i.email, i.roles,
      ${milliseconds(sql`i.expires_at`)} as "expiresAt", ${milliseconds(sql`i.accepted_at`)} as "acceptedAt", ${milliseconds(sql`i.revoked_at`)} as "revokedAt",
      exists (select from person p where p.email = i.email) as "personExists"
    from invitation i join tenant t on t.id = i.tenant_id and t.status = 'open' where i.token_hash = ${tokenHash}`);
  return rows[0] ?? null;
}

export interface FirstInvitation {
  readonly tenantId: string;
  readonly email: string;
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly expiresAt: Instant;
}

/** A new tenant's first admin is invited by the operator, who is no member. */
export async function insertFirstInvitation(tx: PlatformTransaction, invitation: FirstInvitation, now: Instant): Promise<string> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    insert into invitation (tenant_id, email, roles, token_hash, invited_by, created_at, expires_at)
    values (${invitation.tenantId}, ${invitation.email}, '{tenant-admin}', ${invitation.tokenHash}, ${invitation.invitedBy}, ${timestamp(now)},
      ${timestamp(invitation.expiresAt)}) returning id`);
  return rows[0]?.id ?? '';
}
