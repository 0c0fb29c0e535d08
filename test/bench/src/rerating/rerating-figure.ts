import { DueWorkSweep, PlanRerating, RecordUsageBatch, RunRerating, UploadDeck } from '@seatline/billing';
import { civilDate, instant } from '@seatline/kernel';
import { SYSTEM_ACTOR } from '@seatline/server';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, inTurn, type Spent } from '../figure';
import { OPERATOR, Product, SetClock } from '../product';
import { CallRecords, deckOf } from '../usage/call-records';
import { WrittenAgain } from '../written-again';

export interface ReratingSize {
  readonly calls: number;
  readonly tenants: number;
}

export function reratingSize(scale: number): ReratingSize {
  return { calls: Math.max(100, Math.round(200_000 * scale)), tenants: Math.max(2, Math.round(20 * scale)) };
}

const PREFIXES = 5000;
const OCTOBER = { from: instant('2026-10-01T00:00:00+08:00'), to: instant('2026-11-01T00:00:00+08:00') };
const AFTERWARDS = instant('2026-11-05T09:00:00+08:00');
const RANGE = { direction: 'outbound', tenantId: null, leaseId: null, prefix: null, ...OCTOBER } as const;

/** A month's calls, billed already, rated again by a deck that came late: the dry run and the run, against one INSERT … SELECT a table of the very rows that they have written. */
export async function measureRerating(cluster: BenchCluster, size: ReratingSize, rounds: number, told: (line: string) => void): Promise<Figure> {
  const again = new WrittenAgain(cluster, await prepare(cluster, size), AFTERWARDS);
  try {
    const measured = await inTurn(rounds, { product: () => rerate(again, size), baseline: () => again.baseline() }, told);
    return figureOf(
      {
        name: `re-rating a month, ${size.calls.toLocaleString('en-US')} calls of ${size.tenants} tenants`,
        work: 'PlanRerating and RunRerating: every call priced twice, once for the dry run; new ratings, corrections, debits and credit notes booked',
        against: 'INSERT … SELECT of the same rows into the same tables, one statement a table, one transaction, as superuser',
        facts: {
          'rows written': again.written.howMany,
          'of these': again.written.described,
          'calls a second': Math.round(size.calls / Math.min(...measured.product.map((round) => round.seconds))),
        },
      },
      measured,
    );
  } finally {
    await again.discard();
  }
}

function rerate(again: WrittenAgain, size: ReratingSize): Promise<Spent> {
  let done = 0;
  const work = async (product: Product): Promise<void> => {
    const id = await product.get(PlanRerating).run(OPERATOR, RANGE, 'the deck came late');
    done = (await product.get(RunRerating).run(OPERATOR, id)).done;
  };
  return again.product(work, async () => {
    if (done !== size.tenants) throw new Error(`${done} leases were rated again, not ${size.tenants}`);
  });
}

/** October's calls, rated by its deck and on its telephone invoices; and the deck that should have been, in force from October on, a tenth dearer. */
async function prepare(cluster: BenchCluster, size: ReratingSize): Promise<BenchDatabase> {
  const database = await cluster.create('bench_rerating');
  const clock = new SetClock('2026-10-01T09:00:00+08:00');
  const product = await Product.open(database, clock);
  try {
    const tenantIds: string[] = [];
    for (let place = 0; place < size.tenants; place += 1) tenantIds.push(await product.leaseSeats(2, civilDate('2026-10-01')));
    const { prefixes, csv } = deckOf(PREFIXES);
    const deck = { direction: 'outbound', currency: 'CNY', name: 'Bench', effectiveFrom: instant('2026-01-01T00:00:00+08:00'), csv } as const;
    await product.get(UploadDeck).run(SYSTEM_ACTOR, deck);
    const seats = await database.rows<{ seat_id: string }>('select seat_id from lease_seat order by 1');
    const records = new CallRecords(prefixes, seats.map((seat) => seat.seat_id));
    clock.set(OCTOBER.to);
    for (const [place, tenantId] of tenantIds.entries()) await product.get(RecordUsageBatch).run(tenantId, records.of(place, Math.round(size.calls / size.tenants)));
    const sweep = product.get(DueWorkSweep);
    for (let due = await sweep.nextDueAt(); due !== null && due <= AFTERWARDS; due = await sweep.nextDueAt()) {
      clock.set(due);
      await sweep.run();
    }
    clock.set(AFTERWARDS);
    await product.get(UploadDeck).run(SYSTEM_ACTOR, { ...deck, name: 'Late', effectiveFrom: OCTOBER.from, csv: dearer(csv) });
    await database.rows('vacuum analyze');
    return database;
  } finally {
    await product.close();
  }
}

/** Every price a tenth more. */
function dearer(csv: string): string {
  return csv.replace(/^(\d+),([\d.]+)/gm, (_, prefix: string, price: string) => `${prefix},${(Number(price) * 1.1).toFixed(6)}`);
}
