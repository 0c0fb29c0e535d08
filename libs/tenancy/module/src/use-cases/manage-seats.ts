import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '@seatline/kernel';
import { Audit, LiveBus, type TenantPrincipal, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { readLabel } from '@seatline/tenancy-domain';
import { lockMembers } from '../persistence/members';
import { lockSeat, replaceEntitlements } from '../persistence/seats';

/** What a tenant decides about its seats itself: what they are called, and who may use them. */
@Injectable()
export class ManageSeats {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    private readonly live: LiveBus,
  ) {}

  async rename(principal: TenantPrincipal, seatId: string, text: string): Promise<Result<true, 'not-found' | 'seat.bad-label'>> {
    return this.tenants.run(principal.tenantId, async (tx) => {
      const seat = await lockSeat(tx, seatId);
      if (!seat) return refuse('not-found', { kind: 'seat' });
      const label = readLabel(text);
      if (!label.ok) return label;
      const facts = { from: seat.label, to: label.value };
      await tx.entities.save(Object.assign(seat, { label: label.value }));
      await this.told(tx, principal, 'seat.renamed', seatId, facts);
      return accept(true as const);
    });
  }

  /** The list replaces the one before; an empty one leaves the seat to nobody. Whoever sits there now stays until they leave. */
  async entitle(principal: TenantPrincipal, seatId: string, memberIds: readonly string[]): Promise<Result<true, 'not-found' | 'seat.unknown-members'>> {
    return this.tenants.run(principal.tenantId, async (tx) => {
      const seat = await lockSeat(tx, seatId);
      if (!seat) return refuse('not-found', { kind: 'seat' });
      const known = new Set((await lockMembers(tx)).map((member) => member.id));
      const wanted = [...new Set(memberIds)];
      if (wanted.some((id) => !known.has(id))) return refuse('seat.unknown-members');
      await replaceEntitlements(tx, seatId, wanted);
      await this.told(tx, principal, 'seat.entitled', seatId, { members: wanted.length, ids: wanted.join(' ').slice(0, 2000) });
      return accept(true as const);
    });
  }

  private async told(tx: TenantTransaction, principal: TenantPrincipal, action: string, seatId: string, facts: Record<string, string | number>): Promise<void> {
    await this.audit.record(tx, principal, { action, subjectKind: 'seat', subjectId: seatId, facts });
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'seats', id: seatId });
  }
}
