import { Injectable } from '@nestjs/common';
import { LeaseScene, type SceneNow } from '@seatline/billing';
import type { SeatAtCarrier, StandingNow } from '@seatline/billing-domain';
import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';

type Rows<Row> = Row & Record<string, unknown>;
interface Id {
  readonly id: string;
  readonly name: string;
}

/** Billing's question "what would a suspension meet, and how does it stand?", answered from tenancy's seats, telephony's numbers and the ACD's agents. */
@Injectable()
export class LeaseSceneOfOwners extends LeaseScene {
  override async of(tx: TenantTransaction, leaseId: string): Promise<SceneNow> {
    const { rows: seats } = await tx.ledger.execute<Rows<Id>>(
      sql`select id, label as name from seat where lease_id = ${leaseId} and state not in ('ordered', 'releasing', 'released') order by number`,
    );
    const { rows: numbers } = await tx.ledger.execute<Rows<Id>>(sql`select id, e164 as name from did where released_at is null order by e164`);
    const { rows: queues } = await tx.ledger.execute<Rows<Id>>(sql`select id, name from queue where removed_at is null order by name, id`);
    const { rows: loggedIn } = await tx.ledger.execute<Rows<{ seat: string; agent: string; inCall: boolean; since: Date | string }>>(sql`
      select s.label as seat, m.display_name as agent, a.call_id is not null as "inCall", a.logged_in_at as since
      from agent a join seat s on s.tenant_id = a.tenant_id and s.id = a.seat_id join member m on m.tenant_id = a.tenant_id and m.id = a.member_id
      where s.lease_id = ${leaseId} order by s.number`);
    const { rows: calls } = await tx.ledger.execute<Rows<{ live: number; queued: number; others: boolean }>>(sql`
      select
        (select count(*) from routed_call c join seat s on s.tenant_id = c.tenant_id and s.id = c.seat_id
          where s.lease_id = ${leaseId} and c.state = 'talking')::int as live,
        (select count(*) from routed_call where state = 'queued')::int as queued,
        exists (select from lease_standing where lease_id <> ${leaseId} and activated and not suspended and not ended) as others`);
    const now = calls[0] ?? { live: 0, queued: 0, others: false };
    return {
      seats, numbers, queues, otherLeaseInService: now.others, liveCalls: now.live, queuedCalls: now.queued,
      loggedIn: loggedIn.map((each) => ({ seat: each.seat, agent: each.agent, inCall: each.inCall, since: new Date(each.since).toISOString() })),
    };
  }

  override async standing(tx: TenantTransaction, leaseId: string): Promise<StandingNow> {
    const { rows } = await tx.ledger.execute<Rows<{ suspended: boolean; served: boolean }>>(sql`
      select coalesce((select suspended from lease_standing where lease_id = ${leaseId}), false) as suspended,
        exists (select from lease_standing where activated and not suspended and not ended) as served`);
    const { rows: seats } = await tx.ledger.execute<Rows<{ id: string; state: string; service: SeatAtCarrier['service']; attempts: number; cause: string | null }>>(sql`
      select s.id, s.state, coalesce(e.applied_service, 'none') as service, coalesce(e.attempts, 0) as attempts, e.last_error as cause
      from seat s left join seat_endpoint e on e.tenant_id = s.tenant_id and e.seat_id = s.id
      where s.lease_id = ${leaseId} and s.state not in ('ordered', 'releasing', 'released')`);
    return {
      leaseSuspended: rows[0]?.suspended ?? false,
      tenantServed: rows[0]?.served ?? false,
      seats: new Map(seats.map(({ id, state, service, attempts, cause }) => [id, { service, usable: state === 'active', attempts, cause }])),
    };
  }
}
