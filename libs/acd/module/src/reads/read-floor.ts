import { Injectable } from '@nestjs/common';
import { notFound, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface AgentListed extends Record<string, unknown> {
  memberId: string;
  displayName: string;
  state: string;
  stateSince: string;
  busyReason: string | null;
  seatLabel: string | null;
  callerNumber: string | null;
}

export interface QueueListed extends Record<string, unknown> {
  id: string;
  name: string;
  memberIds: string[];
  ringTimeoutSeconds: number;
  wrapUpSeconds: number;
  waitingCalls: number;
  readyAgents: number;
}

const utc = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** What a supervisor sees: agents at work, queues and who waits. */
@Injectable()
export class ReadFloor {
  constructor(private readonly tenants: TenantUnitOfWork) {}

  /** Everybody who may work as an agent, those who are not at work as offline. */
  agents(tenantId: string): Promise<AgentListed[]> {
    return this.tenants.run(tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute<AgentListed>(sql`
        select m.id as "memberId", m.display_name as "displayName", coalesce(a.state, 'offline') as state, ${utc('coalesce(a.state_since, m.created_at)')} as "stateSince",
          case when a.state = 'busy' then a.reason end as "busyReason", s.label as "seatLabel", c.other_number as "callerNumber"
        from member m left join agent a on a.tenant_id = m.tenant_id and a.member_id = m.id
        left join seat s on s.tenant_id = m.tenant_id and s.id = a.seat_id
        left join routed_call c on c.tenant_id = m.tenant_id and c.id = a.call_id
        where m.status = 'active' and (a.member_id is not null or 'agent' = any (m.roles)) order by m.display_name, m.id`);
      return rows;
    });
  }

  queues(tenantId: string, id: string | null = null): Promise<QueueListed[]> {
    return this.tenants.run(tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute<QueueListed>(sql`
        select q.id, q.name, q.ring_timeout_seconds as "ringTimeoutSeconds", q.wrap_up_seconds as "wrapUpSeconds",
          coalesce((select json_agg(m.member_id order by m.member_id) from queue_member m where m.tenant_id = q.tenant_id and m.queue_id = q.id), '[]') as "memberIds",
          (select count(*)::int from routed_call c where c.tenant_id = q.tenant_id and c.queue_id = q.id and c.state in ('queued', 'offered')) as "waitingCalls",
          (select count(*)::int from queue_member m join agent a on a.tenant_id = m.tenant_id and a.member_id = m.member_id
            where m.tenant_id = q.tenant_id and m.queue_id = q.id and a.state = 'ready') as "readyAgents"
        from queue q where q.removed_at is null and (${id}::uuid is null or q.id = ${id}::uuid) order by q.name, q.id`);
      return rows;
    });
  }

  async queue(tenantId: string, id: string): Promise<QueueListed> {
    const [queue] = await this.queues(tenantId, id);
    if (!queue) throw notFound('queue');
    return queue;
  }
}
