import { Inject, Injectable } from '@nestjs/common';
import { BUSY_REASON } from '@seatline/acd-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, notFound, Problem, TenantUnitOfWork, type TenantTransaction, violatedConstraint } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { AgentRows } from '../agents/agent-rows';
import { SEAT_LOGINS, SEAT_RIGHTS, type SeatLogin, type SeatLogins, type SeatRights } from '../ports/seats';

export interface TakenSeat {
  readonly seat: { readonly id: string; readonly label: string };
  /** Null where the seat's carrier has no SIP phones. */
  readonly sip: SeatLogin | null;
}

/**
 * A member takes a seat and is busy until they say that they are ready. Taking the seat that one holds already is not refused: it gives a new secret,
 * for whoever reloads the page has lost the old one. That nobody else holds it is the database's to say.
 */
@Injectable()
export class TakeSeat {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly agents: AgentRows,
    @Inject(SEAT_RIGHTS) private readonly rights: SeatRights,
    @Inject(SEAT_LOGINS) private readonly logins: SeatLogins,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(tenantId: string, memberId: string, seatId: string): Promise<TakenSeat> {
    const taken = await this.take(tenantId, memberId, seatId);
    if (taken.sip !== null) await this.logins.push(tenantId, seatId);
    return taken;
  }

  private async take(tenantId: string, memberId: string, seatId: string): Promise<TakenSeat> {
    try {
      return await this.tenants.run(tenantId, (tx) => this.inside(tx, memberId, seatId));
    } catch (error) {
      if (violatedConstraint(error) !== 'agent_seat_held_once') throw error;
      throw new Problem('seat.held', { holder: await this.holderOf(tenantId, seatId) });
    }
  }

  private async inside(tx: TenantTransaction, memberId: string, seatId: string): Promise<TakenSeat> {
    const at = this.clock.now();
    const right = await this.rights.decide(tx, seatId, memberId);
    if (!right.ok) throw right.refusal.code === 'not-found' ? notFound('seat') : Problem.from(right.refusal);
    const agent = await this.agents.lockOrBegin(tx, memberId, at);
    if (agent.seatId !== null && agent.seatId !== seatId) throw new Problem('agent.holds-another-seat');
    if (agent.seatId === null) await this.agents.change(tx, agent, 'log-in', { at, seatId, reason: BUSY_REASON.loggedIn });
    return { seat: { id: seatId, label: right.value.label }, sip: await this.logins.renew(tx, seatId) };
  }

  private async holderOf(tenantId: string, seatId: string): Promise<string> {
    return this.tenants.run(tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute<{ name: string }>(sql`
        select m.display_name as name from agent a join member m on m.tenant_id = a.tenant_id and m.id = a.member_id where a.seat_id = ${seatId}`);
      return rows[0]?.name ?? ''; // the holder may have left in this very moment
    });
  }
}
