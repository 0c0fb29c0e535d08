import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '@seatline/server';
import { type SeatHolder, SeatHolders } from '@seatline/tenancy';
import { sql } from 'drizzle-orm';

/** Tenancy's question "who sits where?", answered from the ACD's agents. */
@Injectable()
export class AgentSeatHolders extends SeatHolders {
  async of(tx: TenantTransaction): Promise<readonly SeatHolder[]> {
    const { rows } = await tx.ledger.execute<{ seatId: string; memberId: string; since: Date }>(
      sql`select seat_id as "seatId", member_id as "memberId", logged_in_at as since from agent where seat_id is not null`,
    );
    return rows.map((row) => ({ ...row, since: new Date(row.since).toISOString() }));
  }
}
