import { Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { milliseconds, timestamp } from '../persistence/instants';

/** A member sat at a seat; `toAt` null: still sits there. */
export interface SeatSessionRead {
  readonly seatId: string;
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
}

interface ChangeRow extends Record<string, unknown> {
  memberId: string;
  seatId: string;
  at: Instant;
  leaves: boolean;
}

const COLUMNS: SQL = sql.join([sql.raw(`e.member_id as "memberId", e.seat_id as "seatId", e.id, e.to_state = 'offline' as leaves`), milliseconds('e.at', 'at')], sql`, `);

/** Only log-ins and log-outs: what an agent does in between changes nothing about the seat. */
const COMES_OR_GOES = sql.raw(`(e.from_state = 'offline') <> (e.to_state = 'offline') and e.seat_id is not null`);

/** Who sat where and when, from the agents' changes of state alone. */
@Injectable()
export class ReadSeatSessions {
  /** Every session that was on at some moment from `fromAt` to before `toAt`, whole as far as it is known by `toAt`. */
  async within(tx: TenantTransaction, fromAt: Instant, toAt: Instant): Promise<SeatSessionRead[]> {
    const [from, to] = [timestamp(fromAt), timestamp(toAt)];
    const { rows } = await tx.ledger.execute<ChangeRow>(sql`
      select c.* from agent a cross join lateral (
        (select ${COLUMNS} from agent_state_event e where e.tenant_id = a.tenant_id and e.member_id = a.member_id and e.at < ${from}::timestamptz and ${COMES_OR_GOES}
          order by e.at desc, e.id desc limit 1)
        union all
        select ${COLUMNS} from agent_state_event e where e.tenant_id = a.tenant_id and e.member_id = a.member_id and e.at >= ${from}::timestamptz and e.at < ${to}::timestamptz
          and ${COMES_OR_GOES}
      ) c order by c."memberId", c.at, c.id`);
    return sessionsOf(rows).filter((session) => session.toAt === null || session.toAt > fromAt);
  }
}

/** A log-in and the member's next change, which is the log-out, if it has been. */
function sessionsOf(changes: readonly ChangeRow[]): SeatSessionRead[] {
  return changes.flatMap((change, place) => {
    if (change.leaves) return [];
    const next = changes[place + 1];
    const ended = next !== undefined && next.memberId === change.memberId;
    return [{ seatId: change.seatId, fromAt: change.at, toAt: ended ? next.at : null }];
  });
}
