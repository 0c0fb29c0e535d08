import { type DeckTable, rowName, type StandingCall } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { DeckDirection } from '../reads/decks';
import { timestamp } from './table-writer';

/** Which calls are asked for: those answered from an instant on and before another, as they are priced now. */
export interface StandingCalls {
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly from: Instant;
  readonly to: Instant;
}

interface CallRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  to: string | null;
  answered_at: number;
  milliseconds: bigint;
  called_table: DeckTable | 'none' | null;
  prefix: string | null;
  deck_table: DeckTable | null;
  band: string | null;
  cost_micros: bigint | null;
}

const CALLS_A_PAGE = 20_000;

/** Calls of all tenants that a deck prices, or should have priced, piece by piece: a month's do not fit into memory at once. */
export async function* standingCalls(db: LedgerDatabase, which: StandingCalls): AsyncGenerator<StandingCall[]> {
  const { rows: tenants } = await db.execute<{ tenant_id: string }>(sql`
    select distinct tenant_id from lease where currency = ${which.currency} order by tenant_id`);
  for (const { tenant_id: tenantId } of tenants) {
    for (let after: string | null = null; ; ) {
      const rows: CallRow[] = await readPage(db, which, tenantId, after);
      if (rows.length > 0) yield rows.map(toCall);
      if (rows.length < CALLS_A_PAGE) break;
      after = rows.at(-1)!.id;
    }
  }
}

async function readPage(db: LedgerDatabase, which: StandingCalls, tenantId: string, after: string | null): Promise<CallRow[]> {
  const { rows } = await db.execute<CallRow>(sql`
    select u.tenant_id, u.id, u.called_table, coalesce(u.called_number, case u.direction when 'inbound' then u.our_number else u.other_number end) as to,
      epoch_ms(u.answered_at) as answered_at, u.milliseconds, r.prefix, r.deck_table, r.band, r.cost_micros
    from usage_event u
    join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id and l.currency = ${which.currency}
    join lateral (
      select * from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
    ) r on r.status in ('rated', 'quarantined')
    where u.tenant_id = ${tenantId} and u.direction = ${which.direction} and u.carrier_leg
      and u.answered_at >= ${timestamp(which.from)} and u.answered_at < ${timestamp(which.to)}
      and ${after === null ? sql`true` : sql`u.id > ${after}`}
    order by u.id limit ${CALLS_A_PAGE}`);
  return rows;
}

/** No row's prefix begins an empty number, so a record that holds none is found nowhere. */
function toCall(row: CallRow): StandingCall {
  const { prefix, cost_micros: costMicros, called_table: table } = row;
  const rated = prefix === null || costMicros === null ? null : { prefix: rowName(prefix, row.deck_table ?? 'e164', row.band), costMicros };
  return {
    tenantId: row.tenant_id, to: table === 'none' ? '' : (row.to ?? ''), ...(table === null || table === 'none' ? {} : { table }),
    answeredAt: row.answered_at as Instant, milliseconds: Number(row.milliseconds), rated,
  };
}
