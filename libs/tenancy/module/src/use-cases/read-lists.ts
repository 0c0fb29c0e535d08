import { Injectable, Optional } from '@nestjs/common';
import { PlatformUnitOfWork, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import type { SeatState } from '@seatline/tenancy-domain';
import { and, asc, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { auditEntry, invitationList, memberList, platformAuditEntry, seatHistory, seatList } from '../persistence/views';
import { SeatHolders } from '../ports/seat-holders';

/** Rows of the lists, as the views give them. */
export type MemberRow = typeof memberList.$inferSelect;
export type InvitationRow = typeof invitationList.$inferSelect;
export type SeatRow = typeof seatList.$inferSelect;
/** A seat with who sits there. */
export type HeldSeatRow = SeatRow & { readonly holder: { memberId: string; displayName: string; since: string } | null };
export type SeatHistoryRow = typeof seatHistory.$inferSelect;
export type AuditRow = typeof platformAuditEntry.$inferSelect & { actorKind?: 'member' | 'operator' | 'system' };

/** What the portal reads of tenancy; row-level security shows each tenant its own. */
@Injectable()
export class ReadLists {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    @Optional() private readonly holders?: SeatHolders,
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

  /** @param state null: in any. */
  seats(tenantId: string, state: SeatState | null): Promise<HeldSeatRow[]> {
    const which = state === null ? undefined : eq(seatList.state, state);
    return this.tenants.run(tenantId, async (tx) => {
      const rows = await tx.ledger.select().from(seatList).where(which).orderBy(asc(seatList.leaseNumber), asc(seatList.number));
      return this.withHolders(tx, rows);
    });
  }

  async seat(tenantId: string, id: string): Promise<{ seat: HeldSeatRow; history: SeatHistoryRow[] } | null> {
    return this.tenants.run(tenantId, async (tx) => {
      const [seat] = await this.withHolders(tx, await tx.ledger.select().from(seatList).where(eq(seatList.id, id)));
      if (!seat) return null;
      return { seat, history: await tx.ledger.select().from(seatHistory).where(eq(seatHistory.seatId, id)).orderBy(desc(seatHistory.id)).limit(100) };
    });
  }

  private async withHolders(tx: TenantTransaction, rows: SeatRow[]): Promise<HeldSeatRow[]> {
    const held = this.holders && rows.length > 0 ? await this.holders.of(tx) : [];
    const memberIds = held.map((holder) => holder.memberId);
    const members = memberIds.length === 0 ? [] : await tx.ledger.select().from(memberList).where(inArray(memberList.id, memberIds));
    const names = new Map(members.map((member) => [member.id, member.displayName]));
    const holders = new Map(held.map(({ seatId, memberId, since }) => [seatId, { memberId, displayName: names.get(memberId) ?? '', since }]));
    return rows.map((row) => ({ ...row, holder: holders.get(row.id) ?? null }));
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
