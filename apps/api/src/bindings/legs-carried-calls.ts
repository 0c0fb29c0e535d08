import type { CarriedCalls } from '@seatline/billing';
import { sql } from 'drizzle-orm';

/** Billing's question "who still talks?", answered from telephony's legs, which the comparison with the carriers keeps true. */
export const LEGS_CARRIED_CALLS: CarriedCalls = {
  async among(tx, callIds) {
    const { rows } = await tx.ledger.execute<{ call_id: string }>(sql`
      select distinct call_id from call_leg where tenant_id = ${tx.tenantId} and call_id = any (${sql.param([...callIds])}::uuid[]) and stage <> 'ended'`);
    return new Set(rows.map((row) => row.call_id));
  },
};
