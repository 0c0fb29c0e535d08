import { Injectable } from '@nestjs/common';
import { PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { and, asc, desc, eq, isNull, lt } from 'drizzle-orm';
import { auditEntry, invitationList, memberList, platformAuditEntry, seatHistory, seatList } from '../persistence/views';

/** Rows of the lists, as the views give them. */
export type MemberRow = typeof memberList.$inferSelect;
export type InvitationRow = typeof invitationList.$inferSelect;
export type SeatRow = typeof seatList.$inferSelect;
export type SeatHistoryRow = typeof seatHistory.$inferSelect;
export type AuditRow = typeof platformAuditEntry.$inferSelect & { actorKind?: 'member' | 'operator' | 'system' };

/** What the portal reads of tenancy; row-level security shows each tenant its own. */
@Injectable()
export class ReadLists {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
  ) {}

  members(tenantId: string): Promise<MemberRow[]> {
    return this.tenants.run(tenantId, (tx) => tx.ledger.select().from(memberList).orderBy(asc(memberList.displayName), asc(memberList.id)));
  }

  /** Those that were neither accepted nor withdrawn, expired ones too, latest first. */
  openInvitations(tenantId: string): Promise<InvitationRow[]> {
    return this.tenants.run(tenantId, (tx) =>
      tx.ledger.select().from(invitationList).where(and(isNull(invitationList.acceptedAt), isNull(invitationList.revokedAt))).orderBy(desc(invitationList.id)),
    );
  }

  seats(tenantId: string): Promise<SeatRow[]> {
    return this.tenants.run(tenantId, (tx) => tx.ledger.select().from(seatList).orderBy(asc(seatList.leaseNumber), asc(seatList.number)));
  }

  async seat(tenantId: string, id: string): Promise<{ seat: SeatRow; history: SeatHistoryRow[] } | null> {
    return this.tenants.run(tenantId, async (tx) => {
      const [seat] = await tx.ledger.select().from(seatList).where(eq(seatList.id, id));
      if (!seat) return null;
      return { seat, history: await tx.ledger.select().from(seatHistory).where(eq(seatHistory.seatId, id)).orderBy(desc(seatHistory.id)).limit(100) };
    });
  }

  /** Latest first; `before` is the id that the page before ended with. */
  audit(tenantId: string, before: string | null, limit: number): Promise<AuditRow[]> {
    const earlier = before === null ? undefined : lt(auditEntry.id, before);
    return this.tenants.run(tenantId, (tx) => tx.ledger.select().from(auditEntry).where(earlier).orderBy(desc(auditEntry.id)).limit(limit));
  }

  platformAudit(before: string | null, limit: number): Promise<AuditRow[]> {
    const earlier = before === null ? undefined : lt(platformAuditEntry.id, before);
    return this.platform.run((tx) => tx.db.select().from(platformAuditEntry).where(earlier).orderBy(desc(platformAuditEntry.id)).limit(limit));
  }
}
