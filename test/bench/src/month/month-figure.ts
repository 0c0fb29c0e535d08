import { DueWorkSweep } from '@seatline/billing';
import { civilDate, type Instant } from '@seatline/kernel';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, inTurn, type Spent } from '../figure';
import { Product, SetClock } from '../product';
import { WrittenAgain } from '../written-again';
import { copyTenant } from './tenants';

export interface MonthSize {
  readonly tenants: number;
  readonly seats: number;
}

export function monthSize(scale: number): MonthSize {
  return { tenants: Math.max(10, Math.round(10_000 * scale)), seats: 20 };
}

const OPENING = '2026-03-02T09:00:00+08:00';

/** A month's rent invoices for every tenant by the product's sweep, against one INSERT … SELECT a table of the very rows that the sweep has written. */
export async function measureMonth(cluster: BenchCluster, size: MonthSize, rounds: number, told: (line: string) => void): Promise<Figure> {
  const { before, dueAt } = await prepare(cluster, size);
  const again = new WrittenAgain(cluster, before, dueAt);
  try {
    const measured = await inTurn(rounds, { product: () => sweep(again, size), baseline: () => again.baseline() }, told);
    return figureOf(
      {
        name: `the monthly run, ${size.tenants.toLocaleString('en-US')} tenants × ${size.seats} seats`,
        work: 'DueWorkSweep: finds the leases, reads them, issues their rent invoices by the lease engine, writes everything that follows from it',
        against: 'INSERT … SELECT of the same rows into the same tables, one statement a table, one transaction, as superuser',
        facts: {
          'rows written': again.written.howMany,
          'of these': again.written.described,
          'invoices a second': Math.round(size.tenants / Math.min(...measured.product.map((round) => round.seconds))),
        },
      },
      measured,
    );
  } finally {
    await again.discard();
  }
}

/** One tenant with a paid lease, and its copies; and the instant at which their next rent is due. */
async function prepare(cluster: BenchCluster, size: MonthSize): Promise<{ before: BenchDatabase; dueAt: Instant }> {
  const before = await cluster.create('bench_month');
  const product = await Product.open(before, new SetClock(OPENING));
  let dueAt: Instant | null;
  try {
    await product.leaseSeats(size.seats, civilDate('2026-03-02'));
    dueAt = await product.get(DueWorkSweep).nextDueAt();
  } finally {
    await product.close();
  }
  if (dueAt === null) throw new Error('nothing is due in the month');
  await copyTenant(before, size.tenants - 1);
  return { before, dueAt };
}

function sweep(again: WrittenAgain, size: MonthSize): Promise<Spent> {
  let worked = 0;
  const work = async (product: Product): Promise<void> => {
    worked = await product.get(DueWorkSweep).run();
  };
  return again.product(work, async ({ database }) => {
    if (worked !== size.tenants) throw new Error(`the sweep worked on ${worked} leases, not ${size.tenants}`);
    const [rents] = await database.rows<{ n: number }>("select count(*)::int as n from invoice where kind = 'rent' and sequence = 2");
    if (rents!.n !== size.tenants) throw new Error(`${rents!.n} rent invoices were issued, not ${size.tenants}`);
  });
}
