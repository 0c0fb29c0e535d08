import { Injectable } from '@nestjs/common';
import {
  type DeckRow, type DeckTable, type LedgerTotals, postTransaction, readStory, resultOf, runStory, type SimulationResult, type Story, type ToldStory,
} from '@seatline/billing-domain';
import { formatInstant, type Instant } from '@seatline/kernel';
import { type LedgerDatabase, Problem, TenantUnitOfWork } from '@seatline/server';
import { loadDeckRows } from '../persistence/decks';
import { listDecks } from '../reads/decks';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { readCalls, readLedger, readMoments, type ReceivedCall, type ToldMoment } from '../persistence/lease-history';
import { countryOfTenant } from '../persistence/usage';
import { bringUp } from './bring-up';
import { pricedAs } from './called-number';
import { LeaseDesk } from './lease-desk';

/** What might happen to a lease, as `seatline simulate` writes it. */
export interface Supposition {
  readonly events: unknown;
  readonly until: unknown;
}

/**
 * Tells what becomes of a real lease if certain things happen: by the engine, from what is booked, with nothing written. For the same history the result
 * is the one that `seatline simulate` gives, because both are the same functions and the whole history is told along.
 */
@Injectable()
export class SimulateLease {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
  ) {}

  async run(tenantId: string, leaseId: string, supposed: Supposition): Promise<SimulationResult> {
    const { lease, moments, calls, ledger, deck, country } = await this.tenants.run(tenantId, async (tx) => {
      const found = await this.desk.look(tx, leaseId);
      return {
        lease: found,
        moments: await readMoments(tx.ledger, found, found.book),
        calls: await readCalls(tx.ledger, found),
        ledger: await readLedger(tx.ledger, found),
        deck: await outboundRows(tx.ledger, found.book.contract.currency),
        country: await countryOfTenant(tx.ledger, tenantId),
      };
    });
    const present = bringUp(lease, this.desk.presentOf(lease), null);
    const story = readSupposition(lease, deck, supposed, present.book.advancedTo);
    const told = runStory(story, { book: present.book, ledger: postAll(ledger, present.events), asked: (to) => asked(to, country) });
    const since = [...present.events, ...told.moments];
    const history = { moments: inOrder(moments, calls), calls: billWaiting(calls, since) };
    return resultOf({ ...told, moments: [...history.moments, ...since], calls: [...history.calls, ...told.calls] });
  }
}

/** No row's prefix begins an empty number, so what is none is quarantined. */
function asked(to: string, country: string): { to: string; table: DeckTable } {
  const { table, number } = pricedAs(to, country);
  return table === 'none' ? { to: '', table: 'e164' } : { to: number, table };
}

/** @throws Problem story.bad with every fault */
function readSupposition(lease: LoadedLease, deck: readonly DeckRow[], supposed: Supposition, from: Instant): Story {
  const { contract } = lease.book;
  const { zone, currency, term } = contract;
  const read = readStory(JSON.stringify({ zone, currency, contract: { term }, events: supposed.events, until: supposed.until }));
  if (!read.ok) throw new Problem('story.bad', { faults: read.faults.join('; ') });
  const early = read.story.events.find((event) => event.at < from);
  if (early || read.story.until < from) {
    const faults = `${early ? 'events' : 'until'}: must not be before ${formatInstant(from, zone)}, up to which the lease is booked`;
    throw new Problem('story.bad', { faults });
  }
  return { ...read.story, contract, deck };
}

/** Every outbound deck as one list of rows, each in force as long as its deck is. */
async function outboundRows(db: LedgerDatabase, currency: string): Promise<DeckRow[]> {
  const decks = await listDecks(db, { direction: 'outbound', currency });
  const rows: DeckRow[] = [];
  let until: Instant | null = null;
  for (const deck of decks) {
    for (const row of await loadDeckRows(db, deck.id)) {
      const effectiveFrom = latest(row.effectiveFrom, deck.effectiveFrom);
      const effectiveTo = earliest(row.effectiveTo, until);
      if (effectiveTo === null || effectiveFrom < effectiveTo) rows.push({ ...row, effectiveFrom, effectiveTo });
    }
    until = deck.effectiveFrom;
  }
  return rows;
}

function latest(a: Instant | null, b: Instant): Instant {
  return a !== null && a > b ? a : b;
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function postAll(ledger: LedgerTotals, events: readonly ToldMoment[]): LedgerTotals {
  return events.reduce((totals, event) => (event.type === 'ledger-posted' ? postTransaction(totals, event.transaction) : totals), ledger);
}

/** Calls without a price are told at their arrival, after what was due by then. */
function inOrder(moments: readonly ToldMoment[], calls: readonly ReceivedCall[]): ToldMoment[] {
  const unpriced = calls.filter((call) => call.status === 'quarantined');
  const quarantined = unpriced.map((call): ToldMoment => ({ type: 'quarantined', call: call.id, at: call.receivedAt }));
  return [...moments, ...quarantined].sort((a, b) => a.at - b.at);
}

/** Puts booked calls that wait for an invoice onto those that are issued in what is told. */
function billWaiting(calls: readonly ReceivedCall[], since: readonly ToldMoment[]): ToldStory['calls'][number][] {
  const closes = since.filter((moment) => moment.type === 'usage-closed');
  return calls.map(({ receivedAt, elsewhere, ...call }) => {
    if (elsewhere || call.invoice !== null || call.costMicros === null || call.costMicros === 0n || call.answeredOn === null) return call;
    const close = closes.find((each) => each.invoice !== null && call.answeredOn! < each.toOn && receivedAt < each.at);
    return close ? { ...call, invoice: close.invoice } : call;
  });
}
