import { RecordUsageBatch, UploadDeck } from '@seatline/billing';
import { civilDate, instant } from '@seatline/kernel';
import { SYSTEM_ACTOR } from '@seatline/server';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { CopiedRows, fingerprintOf } from '../copied-rows';
import { type Figure, figureOf, inTurn, type Spent, spentOn, sumOf } from '../figure';
import { Product, SetClock } from '../product';
import { CallRecords, deckOf } from './call-records';

export interface UsageSize {
  readonly records: number;
  readonly tenants: number;
  readonly prefixes: number;
}

export function usageSize(scale: number): UsageSize {
  return { records: Math.max(100, Math.round(1_000_000 * scale)), tenants: Math.max(2, Math.round(50 * scale)), prefixes: 20_000 };
}

/** In the order in which their foreign keys allow them to be filled. */
const TABLES = ['usage_event', 'rated_usage'] as const;

const NOVEMBER = '2026-11-01T09:00:00+08:00';

/** Rating and storing call records by the product's own bulk entry, against COPY of the very rows that it has stored. */
export class UsageFigure {
  private stored: readonly CopiedRows[] = [];
  private fingerprints: readonly string[] = [];
  private outcome = '';

  private constructor(
    private readonly cluster: BenchCluster,
    private readonly database: BenchDatabase,
    private readonly size: UsageSize,
    private readonly tenantIds: readonly string[],
    private readonly records: CallRecords,
  ) {}

  static async measure(cluster: BenchCluster, size: UsageSize, rounds: number, told: (line: string) => void): Promise<Figure> {
    const figure = await UsageFigure.prepare(cluster, size);
    try {
      const measured = await inTurn(rounds, { product: () => figure.product(), baseline: () => figure.baseline() }, told);
      return figureOf(
        {
          name: `rating and storing ${size.records.toLocaleString('en-US')} CDRs`,
          work: 'RecordUsageBatch: checked, rated by the deck from the database, stored by the application’s role under row-level security',
          against: 'COPY of the same rows into the same two tables, one transaction, as superuser',
          facts: { ...figure.facts(), 'rated and stored a second': Math.round(size.records / Math.min(...measured.product.map((round) => round.seconds))) },
        },
        measured,
      );
    } finally {
      await cluster.drop(figure.database);
    }
  }

  private static async prepare(cluster: BenchCluster, size: UsageSize): Promise<UsageFigure> {
    const database = await cluster.create('bench_usage');
    const { prefixes, csv } = deckOf(size.prefixes);
    const product = await Product.open(database, new SetClock('2026-10-01T09:00:00+08:00'));
    try {
      const tenantIds: string[] = [];
      for (let place = 0; place < size.tenants; place += 1) tenantIds.push(await product.leaseSeats(20, civilDate('2026-10-01')));
      const deck = { direction: 'outbound', currency: 'CNY', name: 'Bench', effectiveFrom: instant('2026-01-01T00:00:00+08:00'), csv } as const;
      await product.get(UploadDeck).run(SYSTEM_ACTOR, deck);
      const seats = await database.rows<{ seat_id: string }>('select seat_id from lease_seat order by 1');
      await database.rows('vacuum analyze');
      return new UsageFigure(cluster, database, size, tenantIds, new CallRecords(prefixes, seats.map((seat) => seat.seat_id)));
    } finally {
      await product.close();
    }
  }

  /** A process that has just been started, so that it fetches and compiles the deck, too. Making up the records is not measured. */
  private async product(): Promise<Spent> {
    await this.empty();
    const product = await Product.open(this.database, new SetClock(NOVEMBER));
    try {
      const entry = product.get(RecordUsageBatch);
      const pieces: Spent[] = [];
      for (const [place, tenantId] of this.tenantIds.entries()) {
        const records = this.records.of(place, this.shareOf(place));
        pieces.push(await spentOn(this.cluster.cpu, () => entry.run(tenantId, records)));
      }
      await this.remember();
      return sumOf(pieces);
    } finally {
      await product.close();
    }
  }

  private async baseline(): Promise<Spent> {
    await this.empty();
    const admin = await this.database.admin();
    const spent = await spentOn(this.cluster.cpu, async () => {
      await admin.query('begin');
      for (const [place, table] of TABLES.entries()) await this.stored[place]!.putInto(admin, table);
      await admin.query('commit');
    });
    const fingerprints = await this.fingerprint();
    if (fingerprints.join() !== this.fingerprints.join()) throw new Error(`COPY stored other rows than the product: ${fingerprints.join()}, ${this.fingerprints.join()}`);
    return spent;
  }

  /** The rows of this round, for the baseline after it. */
  private async remember(): Promise<void> {
    const admin = await this.database.admin();
    const stored: CopiedRows[] = [];
    for (const table of TABLES) {
      const columns = await this.database.rows<{ name: string }>(
        'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum', [table]);
      const names = columns.map((column) => column.name);
      stored.push(await CopiedRows.take(admin, names, `select ${names.join(', ')} from ${table}`));
    }
    this.stored = stored;
    this.fingerprints = await this.fingerprint();
    const [row] = await this.database.rows<{ events: number; outcome: string }>(`
      select (select count(*)::int from usage_event) as events,
        (select string_agg(status || ' ' || n, ', ' order by status) from (select status, count(*) as n from rated_usage group by 1) s) as outcome`);
    if (row!.events !== this.size.records) throw new Error(`${row!.events} of ${this.size.records} records were stored`);
    this.outcome = row!.outcome;
  }

  private async fingerprint(): Promise<string[]> {
    const admin = await this.database.admin();
    const found: string[] = [];
    for (const table of TABLES) found.push(await fingerprintOf(admin, `select * from ${table}`));
    return found;
  }

  /** New, empty files: neither side finds room that the other has left. */
  private async empty(): Promise<void> {
    await this.database.rows(`truncate ${TABLES.join(', ')}, usage_billing cascade`);
    await this.cluster.settle();
  }

  /** The last tenant takes what does not divide. */
  private shareOf(place: number): number {
    const { records, tenants } = this.size;
    const even = Math.floor(records / tenants);
    return place === tenants - 1 ? records - even * (tenants - 1) : even;
  }

  private facts(): Record<string, number | string> {
    return { tenants: this.size.tenants, 'prefixes in the deck': this.size.prefixes, outcome: this.outcome };
  }
}
