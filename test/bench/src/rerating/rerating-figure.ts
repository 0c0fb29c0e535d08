import { CheckConservation, DueWorkSweep, PlanRerating, RecordUsageBatch, RunRerating, UploadDeck } from '@seatline/billing';
import { civilDate, instant } from '@seatline/kernel';
import { SYSTEM_ACTOR } from '@seatline/server';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, inTurn, type Spent, spentOn } from '../figure';
import { WrittenRows } from '../month/written-rows';
import { OPERATOR, Product, SetClock } from '../product';
import { CallRecords, deckOf } from '../usage/call-records';

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
export class ReratingFigure {
  private beforeBaseline: BenchDatabase | null = null;
  private written: WrittenRows | null = null;

  private constructor(
    private readonly cluster: BenchCluster,
    private readonly before: BenchDatabase,
    private readonly size: ReratingSize,
  ) {}

  static async measure(cluster: BenchCluster, size: ReratingSize, rounds: number, told: (line: string) => void): Promise<Figure> {
    const figure = new ReratingFigure(cluster, await prepare(cluster, size), size);
    try {
      const measured = await inTurn(rounds, { product: () => figure.product(), baseline: () => figure.baseline() }, told);
      return figureOf(
        {
          name: `re-rating a month, ${size.calls.toLocaleString('en-US')} calls of ${size.tenants} tenants`,
          work: 'PlanRerating and RunRerating: every call priced twice, once for the dry run; new ratings, corrections, debits and credit notes booked',
          against: 'INSERT … SELECT of the same rows into the same tables, one statement a table, one transaction, as superuser',
          facts: {
            'rows written': figure.written!.howMany,
            'of these': figure.written!.described,
            'calls a second': Math.round(size.calls / Math.min(...measured.product.map((round) => round.seconds))),
          },
        },
        measured,
      );
    } finally {
      for (const database of [figure.before, figure.beforeBaseline]) if (database) await cluster.drop(database);
    }
  }

  private async product(): Promise<Spent> {
    const database = await this.cluster.copy(this.before, 'bench_rerating_product');
    const clock = new SetClock('2026-10-01T09:00:00+08:00');
    clock.set(AFTERWARDS);
    const product = await Product.open(database, clock);
    try {
      const moment = await WrittenRows.momentOf(database);
      await this.cluster.settle();
      let done = 0;
      const spent = await spentOn(this.cluster.cpu, async () => {
        const id = await product.get(PlanRerating).run(OPERATOR, RANGE, 'the deck came late');
        done = (await product.get(RunRerating).run(OPERATOR, id)).done;
      });
      if (done !== this.size.tenants) throw new Error(`${done} leases were rated again, not ${this.size.tenants}`);
      const faults = await product.get(CheckConservation).run();
      if (faults.length > 0) throw new Error(`the books do not add up: ${JSON.stringify(faults.slice(0, 3))}`);
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
      this.beforeBaseline = await this.cluster.copy(this.before, 'bench_rerating_rows');
      await written.layOut(this.beforeBaseline);
    }
    const database = await this.cluster.copy(this.beforeBaseline, 'bench_rerating_baseline');
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
