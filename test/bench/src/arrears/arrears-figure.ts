import { DueWorkSweep } from '@seatline/billing';
import { civilDate, instant } from '@seatline/kernel';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, inTurn, type Spent, spentOn } from '../figure';
import { copyTenant } from '../month/tenants';
import { Product, SetClock } from '../product';
import { assertBooksAddUp } from '../written-again';

export interface ArrearsSize {
  readonly tenants: number;
}

export function arrearsSize(scale: number): ArrearsSize {
  return { tenants: Math.max(20, Math.round(100_000 * scale)) };
}

const OPENING = '2026-03-02T09:00:00+08:00';
/** Rent was due on 2 April and the last warning went out: 15 days have passed but for the last half hour. */
const LAST_EVENING = instant('2026-04-17T23:30:00+08:00');
const MIDNIGHT = instant('2026-04-18T00:00:00+08:00');
/** A sweep that finds nothing takes milliseconds; so many of them are a round. */
const SWEEPS_A_ROUND = 20;

/** The sweep over tenants who all owe, at an instant at which none of them has to be suspended yet, against reading every lease's row for it. */
export async function measureArrears(cluster: BenchCluster, size: ArrearsSize, rounds: number, told: (line: string) => void): Promise<Figure> {
  const database = await cluster.create('bench_arrears');
  try {
    const clock = new SetClock(OPENING);
    await makeDebtors(database, clock, size.tenants);
    const product = await Product.open(database, clock);
    try {
      const sweep = product.get(DueWorkSweep);
      const sides = { product: () => idle(cluster, sweep), baseline: () => scan(cluster, database, size.tenants) };
      const measured = await inTurn(rounds, sides, told);
      told(`  and now ${size.tenants} suspensions at midnight`);
      clock.set(MIDNIGHT);
      const suspended = await spentOn(cluster.cpu, () => sweep.run());
      await assertSuspended(product, size.tenants);
      return figureOf(
        {
          name: `the arrears sweep over ${size.tenants.toLocaleString('en-US')} tenants in arrears, ${SWEEPS_A_ROUND} times`,
          work: 'DueWorkSweep half an hour before midnight of the sixteenth day: finds that nobody’s suspension has come',
          against: 'a sequential scan of the leases with the same condition, as superuser',
          facts: {
            'suspended a second at midnight': Math.round(size.tenants / suspended.seconds),
            'all of them suspended after': `${suspended.seconds.toFixed(1)} s`,
          },
        },
        measured,
      );
    } finally {
      await product.close();
    }
  } finally {
    await cluster.drop(database);
  }
}

/** One tenant has come by the product's own sweeps to the last evening; the others are its copies. */
async function makeDebtors(database: BenchDatabase, clock: SetClock, tenants: number): Promise<void> {
  const product = await Product.open(database, clock);
  try {
    await product.leaseSeats(1, civilDate('2026-03-02'));
    const sweep = product.get(DueWorkSweep);
    for (let due = await sweep.nextDueAt(); due !== null && due <= LAST_EVENING; due = await sweep.nextDueAt()) {
      clock.set(due);
      await sweep.run();
    }
    clock.set(LAST_EVENING);
    const next = await sweep.nextDueAt();
    if (next !== MIDNIGHT) throw new Error(`the next due work is at ${next === null ? 'no time' : new Date(next).toISOString()}, not at midnight`);
  } finally {
    await product.close();
  }
  await copyTenant(database, tenants - 1);
}

function idle(cluster: BenchCluster, sweep: DueWorkSweep): Promise<Spent> {
  return spentOn(cluster.cpu, async () => {
    for (let count = 0; count < SWEEPS_A_ROUND; count += 1) if ((await sweep.run()) > 0) throw new Error('somebody’s work was due');
  });
}

async function scan(cluster: BenchCluster, database: BenchDatabase, tenants: number): Promise<Spent> {
  await database.rows('set enable_indexscan = off');
  await database.rows('set enable_bitmapscan = off');
  await database.rows('set enable_indexonlyscan = off');
  const [all] = await database.rows<{ n: number }>('select count(*)::int as n from lease');
  if (all!.n !== tenants) throw new Error(`there are ${all!.n} leases, not ${tenants}`);
  return spentOn(cluster.cpu, async () => {
    for (let count = 0; count < SWEEPS_A_ROUND; count += 1) {
      await database.rows('select tenant_id, id from lease where next_due_at <= $1 order by next_due_at', [new Date(LAST_EVENING)]);
    }
  });
}

async function assertSuspended(product: Product, tenants: number): Promise<void> {
  const [row] = await product.database.rows<{ n: number }>("select count(*)::int as n from lease where status = 'suspended'");
  if (row!.n !== tenants) throw new Error(`${row!.n} leases were suspended, not ${tenants}`);
  await assertBooksAddUp(product);
}
