import { CheckConservation } from '@seatline/billing';
import type { Instant } from '@seatline/kernel';
import type { BenchCluster, BenchDatabase } from './cluster';
import { type Spent, spentOn } from './figure';
import { Product, SetClock } from './product';
import { WrittenRows } from './written-rows';

/** What was made by copying and what the product made of it must add up by the product's own rules. */
export async function assertBooksAddUp(product: Product): Promise<void> {
  const faults = await product.get(CheckConservation).run();
  if (faults.length > 0) throw new Error(`the books do not add up: ${JSON.stringify(faults.slice(0, 3))}`);
}

/** Work of the product on a fresh copy of a database, and as the baseline the very rows that it has written, written into another copy without its rules. */
export class WrittenAgain {
  private beforeBaseline: BenchDatabase | null = null;
  private rows: WrittenRows | null = null;

  /** @param before what both sides begin with. @param at when the product works. */
  constructor(
    private readonly cluster: BenchCluster,
    private readonly before: BenchDatabase,
    private readonly at: Instant,
  ) {}

  /** What the product's first round has written. */
  get written(): WrittenRows {
    if (!this.rows) throw new Error('the product has not worked yet');
    return this.rows;
  }

  /** @param check looks, unmeasured, whether the work was done. */
  async product(work: (product: Product) => Promise<void>, check: (product: Product) => Promise<void>): Promise<Spent> {
    const database = await this.cluster.copy(this.before, `${this.before.name}_product`);
    const product = await Product.open(database, new SetClock(this.at));
    try {
      const moment = await WrittenRows.momentOf(database);
      await this.cluster.settle();
      const spent = await spentOn(this.cluster.cpu, () => work(product));
      await check(product);
      await assertBooksAddUp(product);
      this.rows ??= await WrittenRows.since(database, moment);
      return spent;
    } finally {
      await product.close();
      await this.cluster.drop(database);
    }
  }

  async baseline(): Promise<Spent> {
    const { written } = this;
    if (!this.beforeBaseline) {
      this.beforeBaseline = await this.cluster.copy(this.before, `${this.before.name}_rows`);
      await written.layOut(this.beforeBaseline);
    }
    const database = await this.cluster.copy(this.beforeBaseline, `${this.before.name}_baseline`);
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

  async discard(): Promise<void> {
    for (const database of [this.before, this.beforeBaseline]) if (database) await this.cluster.drop(database);
  }
}
