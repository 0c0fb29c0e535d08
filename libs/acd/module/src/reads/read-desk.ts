import { Inject, Injectable } from '@nestjs/common';
import { TenantUnitOfWork, type TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { type CarrierName, SEAT_PHONES, type SeatPhones } from '../ports/calls';
import { SEAT_RIGHTS, type SeatRights } from '../ports/seats';

export interface DeskRow extends Record<string, unknown> {
  state: string;
  stateSince: string;
  reason: string | null;
  seatId: string | null;
  seatLabel: string | null;
  logOutAfterCall: string | null;
}

export interface DeskCall extends Record<string, unknown> {
  id: string;
  direction: 'inbound' | 'outbound';
  callerNumber: string;
  queueName: string | null;
  state: string;
  since: string;
  carrier: CarrierName;
  rings: boolean;
  talkUntil: string | null;
}

export interface DeskSeat {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly cause: string | null;
  readonly heldBy: string | null;
}

export interface Desk {
  readonly agent: DeskRow | null;
  readonly seats: readonly DeskSeat[];
  readonly call: (DeskCall & { readonly canAnswer: boolean }) | null;
  readonly carrierKind: CarrierName;
}

const utc = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Everything that an agent's desk shows, as it is in one moment. */
@Injectable()
export class ReadDesk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    @Inject(SEAT_RIGHTS) private readonly rights: SeatRights,
    @Inject(SEAT_PHONES) private readonly phones: SeatPhones,
  ) {}

  read(tenantId: string, memberId: string): Promise<Desk> {
    return this.tenants.run(tenantId, async (tx) => {
      const agent = await agentRow(tx, memberId);
      const call = await callRow(tx, memberId);
      const seats = await this.seats(tx, memberId);
      const canAnswer = call !== null && call.rings && this.phones.has(call.carrier);
      return { agent, seats, call: call && { ...call, canAnswer }, carrierKind: await this.phones.carrierOf(tx) };
    });
  }

  private async seats(tx: TenantTransaction, memberId: string): Promise<DeskSeat[]> {
    const entitled = await this.rights.entitledSeats(tx, memberId);
    const { rows } = await tx.ledger.execute<{ seat_id: string; name: string }>(sql`
      select a.seat_id, m.display_name as name from agent a join member m on m.tenant_id = a.tenant_id and m.id = a.member_id where a.seat_id is not null`);
    const holders = new Map(rows.map((row) => [row.seat_id, row.name]));
    return entitled.map(({ id, label, state, cause }) => ({ id, label, state, cause, heldBy: holders.get(id) ?? null }));
  }
}

async function agentRow(tx: TenantTransaction, memberId: string): Promise<DeskRow | null> {
  const { rows } = await tx.ledger.execute<DeskRow>(sql`
    select a.state, ${utc('a.state_since')} as "stateSince", a.reason, a.seat_id as "seatId", s.label as "seatLabel", a.log_out_after_call as "logOutAfterCall"
    from agent a left join seat s on s.tenant_id = a.tenant_id and s.id = a.seat_id where a.member_id = ${memberId}`);
  return rows[0] ?? null;
}

/** The call that the agent has now. What rings at the agent's own phone can be answered, a number outside cannot. */
async function callRow(tx: TenantTransaction, memberId: string): Promise<DeskCall | null> {
  const { rows } = await tx.ledger.execute<DeskCall>(sql`
    select c.id, c.direction, c.other_number as "callerNumber", q.name as "queueName", c.state, ${utc('c.state_since')} as since, c.carrier, ${utc('c.talk_until')} as "talkUntil",
      coalesce(l.direction = 'out' and l.stage in ('new', 'ringing'), false) as rings
    from agent a join routed_call c on c.tenant_id = a.tenant_id and c.id = a.call_id
    left join queue q on q.tenant_id = c.tenant_id and q.id = c.queue_id
    left join call_leg l on l.tenant_id = c.tenant_id and l.id = c.agent_leg_id
    where a.member_id = ${memberId}`);
  return rows[0] ?? null;
}
