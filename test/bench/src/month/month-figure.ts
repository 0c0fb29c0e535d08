import { CheckConservation, DueWorkSweep } from '@seatline/billing';
import { civilDate, type Instant } from '@seatline/kernel';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, inTurn, type Spent, spentOn } from '../figure';
import { Product, SetClock } from '../product';
import { copyTenant } from './tenants';
import { WrittenRows } from './written-rows';

export interface MonthSize {
  readonly tenants: number;
  readonly seats: number;
}

export function monthSize(scale: number): MonthSize {
  return { tenants: Math.max(10, Math.round(10_000 * scale)), seats: 20 };
}

const OPENING = '2026-03-02T09:00:00+08:00';

/** A month's rent invoices for every tenant by the product's sweep, against one INSERT … SELECT a table of the very rows that the sweep has written. */
export class MonthFigure {
  private beforeBaseline: BenchDatabase | null = null;
  private written: WrittenRows | null = null;

  private constructor(
    private readonly cluster: BenchCluster,
    private readonly before: BenchDatabase,
    private readonly size: MonthSize,
    private readonly dueAt: Instant,
  ) {}

  static async measure(cluster: BenchCluster, size: MonthSize, rounds: number, told: (line: string) => void): Promise<Figure> {
    const figure = await MonthFigure.prepare(cluster, size);
    try {
      const measured = await inTurn(rounds, { product: () => figure.product(), baseline: () => figure.baseline() }, told);
      return figureOf(
        {
          name: `the monthly run, ${size.tenants.toLocaleString('en-US')} tenants × ${size.seats} seats`,
          work: 'DueWorkSweep: finds the leases, reads them, issues their rent invoices by the lease engine, writes everything that follows from it',
          against: 'INSERT … SELECT of the same rows into the same tables, one statement a table, one transaction, as superuser',
          facts: { ...figure.facts(), 'invoices a second': Math.round(size.tenants / Math.min(...measured.product.map((round) => round.seconds))) },
        },
        measured,
      );
    } finally {
      await figure.discard();
    }
  }

  private static async prepare(cluster: BenchCluster, size: MonthSize): Promise<MonthFigure> {
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
    return new MonthFigure(cluster, before, size, dueAt);
  }

  /** The leases of a fresh copy are brought to the instant at which their next rent is due. */
  private async product(): Promise<Spent> {
    const database = await this.cluster.copy(this.before, 'bench_month_product');
    const clock = new SetClock(OPENING);
    clock.set(this.dueAt);
    const product = await Product.open(database, clock);
    try {
      const moment = await WrittenRows.momentOf(database);
      await this.cluster.settle();
      let worked = 0;
      const spent = await spentOn(this.cluster.cpu, async () => {
        worked = await product.get(DueWorkSweep).run();
      });
      if (worked !== this.size.tenants) throw new Error(`the sweep worked on ${worked} leases, not ${this.size.tenants}`);
      await this.assertWhole(product);
      this.written ??= await WrittenRows.since(database, moment);
      return spent;
    } finally {
      await product.close();
      await this.cluster.drop(database);
    }
  }

  private async baseline(): Promise<Spent> {
    const written = this.written!;
    if (!this.beforeBaseline) {
      this.beforeBaseline = await this.cluster.copy(this.before, 'bench_month_rows');
      await written.layOut(this.beforeBaseline);
    }
    const database = await this.cluster.copy(this.beforeBaseline, 'bench_month_baseline');
    try {
      await database.admin();
      await this.cluster.settle();
      const spent = await spentOn(this.cluster.cpu, () => written.write(database));
      await written.assertWrittenTo(database);
      return spent;
    } finally {
      await this.cluster.drop(database);
    }
  }

  /** What was made by copying and what the run made of it must add up by the product's own rules. */
  private async assertWhole(product: Product): Promise<void> {
    const faults = await product.get(CheckConservation).run();
    if (faults.length > 0) throw new Error(`the books do not add up: ${JSON.stringify(faults.slice(0, 3))}`);
    const [rents] = await product.database.rows<{ n: number }>("select count(*)::int as n from invoice where kind = 'rent' and sequence = 2");
    if (rents!.n !== this.size.tenants) throw new Error(`${rents!.n} rent invoices were issued, not ${this.size.tenants}`);
  }

  private facts(): Record<string, number | string> {
    return { 'rows written': this.written!.howMany, 'of these': this.written!.described };
  }

  private async discard(): Promise<void> {
    for (const database of [this.before, this.beforeBaseline]) if (database) await this.cluster.drop(database);
  }
}
