import { setTimeout as sleep } from 'node:timers/promises';
import { BookPayment, DueWorkSweep } from '@seatline/billing';
import { civilDateAt, type Clock, type Instant, SYSTEM_CLOCK, zone } from '@seatline/kernel';
import pg from 'pg';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, quantile, type Rounds, type Spent } from '../figure';
import { OPERATOR, Product } from '../product';

export interface RestoreSize {
  readonly payments: number;
}

export function restoreSize(scale: number): RestoreSize {
  return { payments: Math.max(PAYMENTS_A_ROUND, Math.round(100 * scale)) };
}

const PAYMENTS_A_ROUND = 5;
const SEATS = 5;
const DAY = 86_400_000;

/** The real clock, set forward by whole days: jobs run by the true time, leases grow old at once. */
class ForwardClock implements Clock {
  days = 0;

  now(): Instant {
    return (SYSTEM_CLOCK.now() + this.days * DAY) as Instant;
  }
}

/** From the payment's booking to seats that can be sat at again, against a bare row that is written, heard of and answered by a second one. */
export async function measureRestore(cluster: BenchCluster, size: RestoreSize, told: (line: string) => void): Promise<Figure> {
  const database = await cluster.create('bench_restore');
  try {
    const took = await takeTurns(database, size.payments, told);
    return figureOf(
      {
        name: `payment to restored service, ${size.payments} suspended leases × ${SEATS} seats`,
        work: 'BookPayment; the lease restored in its transaction, the event to tenancy, every seat active at the simulated carrier again',
        against: 'PostgreSQL alone: a row with NOTIFY committed, a listener that marks five rows and commits',
        facts: { product: shown(took.product), baseline: shown(took.baseline), promised: 'within 60 s (domain.md 3)', 'a round': `the median of ${PAYMENTS_A_ROUND} payments` },
      },
      inBlocks(took),
    );
  } finally {
    await cluster.drop(database);
  }
}

interface Took {
  readonly product: number[];
  readonly baseline: number[];
}

async function takeTurns(database: BenchDatabase, payments: number, told: (line: string) => void): Promise<Took> {
  const clock = new ForwardClock();
  const product = await Product.open(database, clock);
  const echo = await Echo.open(database);
  try {
    await product.work();
    const tenants: string[] = [];
    for (let count = 0; count < payments; count += 1) tenants.push(await product.leaseSeats(SEATS, civilDateAt(clock.now(), zone('Asia/Shanghai'))));
    await until('all seats', () => howMany(database, 'active'), payments * SEATS);
    told(`  ${payments} leases grow old without being paid`);
    const sweep = product.get(DueWorkSweep);
    for (let days = 1; days <= 55; days += 1) {
      clock.days = days;
      const due = await sweep.nextDueAt();
      if (due !== null && due <= clock.now()) await sweep.run();
    }
    await until('all suspensions', () => howMany(database, 'suspended'), payments * SEATS);
    const took: Took = { product: [], baseline: [] };
    for (const tenantId of tenants) {
      took.product.push(await pay(product, tenantId));
      took.baseline.push(await echo.once());
    }
    return took;
  } finally {
    await echo.close();
    await product.close();
  }
}

async function pay(product: Product, tenantId: string): Promise<number> {
  const [owed] = await product.database.rows<{ lease_id: string; minor: string }>(
    `select i.lease_id, (sum(i.total_minor) - coalesce((select sum(a.amount_minor) from payment_allocation a where a.tenant_id = $1), 0))::text as minor
     from invoice i where i.tenant_id = $1 group by 1`, [tenantId]);
  const amount = `${owed!.minor.slice(0, -2)}.${owed!.minor.slice(-2)}`;
  const began = performance.now();
  await product.get(BookPayment).run(OPERATOR, tenantId, { leaseId: owed!.lease_id, amount, valueOn: null, reference: `late ${tenantId}`, forOrder: false });
  await until('the seats of a paid lease', () => howMany(product.database, 'active', tenantId), SEATS);
  return (performance.now() - began) / 1000;
}

async function howMany(database: BenchDatabase, state: string, tenantId: string | null = null): Promise<number> {
  const [row] = await database.rows<{ n: number }>('select count(*)::int as n from seat where state = $1 and ($2::uuid is null or tenant_id = $2)', [state, tenantId]);
  return row!.n;
}

async function until(what: string, count: () => Promise<number>, wanted: number, seconds = 120): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while ((await count()) < wanted) {
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${seconds} s`);
    await sleep(1);
  }
}

/** The least that any such path does: two transactions, one heard of by NOTIFY. */
class Echo {
  private constructor(
    private readonly database: BenchDatabase,
    private readonly payer: pg.Client,
    private readonly listener: pg.Client,
  ) {}

  static async open(database: BenchDatabase): Promise<Echo> {
    await database.rows('create table bench_paid (id int primary key); create table bench_seat (paid int, n int, active bool, primary key (paid, n))');
    const [payer, listener] = [new pg.Client({ connectionString: database.adminUrl }), new pg.Client({ connectionString: database.adminUrl })];
    for (const client of [payer, listener]) await client.connect();
    await listener.query('listen bench_paid');
    listener.on('notification', ({ payload }) => void listener.query('update bench_seat set active = true where paid = $1', [payload]));
    return new Echo(database, payer, listener);
  }

  private count = 0;

  async once(): Promise<number> {
    this.count += 1;
    await this.database.rows(`insert into bench_seat select $1, n, false from generate_series(1, ${SEATS}) n`, [this.count]);
    const began = performance.now();
    await this.payer.query('begin');
    await this.payer.query('insert into bench_paid values ($1)', [this.count]);
    await this.payer.query(`notify bench_paid, '${this.count}'`);
    await this.payer.query('commit');
    await until('the echo', () => this.active(), SEATS);
    return (performance.now() - began) / 1000;
  }

  async close(): Promise<void> {
    for (const client of [this.payer, this.listener]) await client.end();
  }

  private async active(): Promise<number> {
    const [row] = await this.database.rows<{ n: number }>('select count(*)::int as n from bench_seat where paid = $1 and active', [this.count]);
    return row!.n;
  }
}

const shown = (seconds: readonly number[]): string =>
  `p50 ${(quantile(seconds, 0.5) * 1000).toFixed(1)} ms, p99 ${(quantile(seconds, 0.99) * 1000).toFixed(1)} ms, slowest ${(Math.max(...seconds) * 1000).toFixed(1)} ms`;

function inBlocks({ product, baseline }: Took): Rounds {
  const medians = (seconds: readonly number[]): Spent[] =>
    Array.from({ length: Math.floor(seconds.length / PAYMENTS_A_ROUND) }, (_, block) => ({
      seconds: quantile(seconds.slice(block * PAYMENTS_A_ROUND, (block + 1) * PAYMENTS_A_ROUND), 0.5), cpuSeconds: null,
    }));
  return { product: medians(product), baseline: medians(baseline) };
}
