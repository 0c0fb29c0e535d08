import { Injectable } from '@nestjs/common';
import { hasIncludedMinutes, type OpenUsage, type Talk } from '@seatline/billing-domain';
import type { CivilDate, Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { assembleBook } from './assemble-book';
import { closesUntil, needsWaitingUsage } from './close-times';
import { collectChange } from './collect-change';
import type { DocumentIds } from './document-ids';
import type { LeaseRows, UsageRow } from './lease-rows';
import type { LeaseChange, LeaseKey, LoadedLease, WaitingUsage } from './loaded-lease';
import { lockLeases, readLeaseRows, readWaitingUsage } from './read-lease-rows';
import { RowSink } from './row-sink';
import { writeRows } from './write-rows';

export interface LoadOptions {
  /** The instant that the leases are to be brought to: usage is read as far as the closes until then need it. */
  readonly until: Instant;
  /** To decide and write, the leases are locked; to look, they are not. */
  readonly lock: boolean;
  /** Also the usage that waits without any close at hand, for a look beyond `until`. */
  readonly withUsage?: boolean;
}

/**
 * Leases as the engine's books: read from rows, many at once, and written back as rows, ledger transactions and events for other domains. The
 * transaction is the caller's; either all of it is there afterwards or nothing.
 */
@Injectable()
export class LeaseBooks {
  /** In the order of the keys' tenants and leases; a lease that is not there (or another tenant's) is left out. */
  async load(db: LedgerDatabase, keys: readonly LeaseKey[], options: LoadOptions): Promise<LoadedLease[]> {
    if (keys.length === 0) return [];
    if (options.lock) await lockLeases(db, keys);
    const read = await readLeaseRows(db, keys);
    const leases = read.map((rows) => ({ rows, book: assembleBook(rows) }));
    const asked = leases
      .filter(({ book }) => options.withUsage === true || needsWaitingUsage(book, options.until))
      .map(({ rows, book }) => ({ tenantId: rows.head.tenant_id, leaseId: rows.head.lease_id, oneByOne: hasIncludedMinutes(book), closesAt: closesUntil(book, options.until) }));
    const usage = await readWaitingUsage(db, asked);
    const closes = new Map(asked.map((lease) => [lease.leaseId, lease.closesAt]));
    return leases.map(({ rows, book }) => {
      const waiting = waitingUsage(closes.get(rows.head.lease_id) ?? [], usage.get(rows.head.lease_id) ?? []);
      return { ...toLease(rows), book: { ...book, openUsage: waiting.arrived[0]! }, waiting };
    });
  }

  /** All usage that a lease ever had, by the closes from its opening to an instant: what `load` leaves out of a lease's past. */
  async usageSinceOpening(db: LedgerDatabase, lease: LoadedLease, until: Instant): Promise<WaitingUsage> {
    const atOpening = { ...lease.book, advancedTo: lease.book.openedAt, usageClosedThroughOn: lease.book.contract.term.startOn };
    const closesAt = closesUntil(atOpening, until);
    const usage = await readWaitingUsage(db, [{ tenantId: lease.tenantId, leaseId: lease.leaseId, closesAt, oneByOne: hasIncludedMinutes(lease.book) }], { billed: true });
    return waitingUsage(closesAt, usage.get(lease.leaseId) ?? []);
  }

  /** Writes what happened to any number of leases. The answer is each one's document ids, in the order of the changes. */
  async save(db: LedgerDatabase, changes: readonly LeaseChange[]): Promise<DocumentIds[]> {
    const sink = new RowSink();
    const ids = changes.map((change) => collectChange(change, sink));
    await writeRows(db, sink);
    return ids;
  }

  /** The tenant's lease that is not over; null when there is none. */
  async findOpen(db: LedgerDatabase, tenantId: string): Promise<LeaseKey | null> {
    const { rows } = await db.execute<{ id: string }>(
      sql`select id from lease where tenant_id = ${tenantId} and status <> 'ended' order by created_at desc limit 1`,
    );
    return rows[0] ? { tenantId, leaseId: rows[0].id } : null;
  }

  /** The next contract number, SL-2026-000001. */
  async nextNumber(db: LedgerDatabase, legalEntityId: string, year: number): Promise<string> {
    const { rows } = await db.execute<{ number: string }>(sql`
      select invoice_prefix || '-' || ${year}::text || '-' || lpad(take_numbers(id, 'lease', ${year}, 1)::text, 6, '0') as number
      from legal_entity where id = ${legalEntityId}`);
    return rows[0]!.number;
  }
}

function toLease({ head, seats, orders, invoices, creditNotes, money }: LeaseRows): Omit<LoadedLease, 'book' | 'waiting'> {
  return {
    tenantId: head.tenant_id,
    leaseId: head.lease_id,
    number: head.number,
    planCode: head.plan_code,
    planVersion: head.plan_version,
    status: head.status,
    served: head.served,
    legalEntity: { id: head.legal_entity_id, prefix: head.invoice_prefix, zone: head.entity_zone as Zone },
    seatIds: seats.map((row) => row.seat_id),
    invoiceIds: invoices.map((row) => row.id),
    invoiceNumbers: invoices.map((row) => row.number),
    creditNoteIds: creditNotes.map((row) => row.id),
    creditNoteNumbers: creditNotes.map((row) => row.number),
    orderIds: new Map(orders.map((row) => [row.number, row.id])),
    counted: { events: head.events, deposits: head.deposits, money: money.length },
  };
}

function waitingUsage(closesAt: readonly Instant[], rows: readonly UsageRow[]): WaitingUsage {
  const arrived: OpenUsage[][] = Array.from({ length: closesAt.length + 1 }, () => []);
  for (const row of rows) {
    const talk: { talk?: Talk } = row.key === null ? {} : {
      talk: { key: row.key, answeredAt: row.answered_at as Instant, billedSeconds: row.billed_seconds ?? 0, prefix: row.prefix ?? '' },
    };
    arrived[row.arrived]!.push({ answeredOn: row.answered_on as CivilDate, calls: row.calls, costMicros: row.cost_micros, ...talk });
  }
  return { closesAt, arrived };
}
