import { Inject, Injectable } from '@nestjs/common';
import { earnedByDay, receivableAge, type ReceivableAge } from '@seatline/billing-domain';
import { addDays, addMonths, type CivilDate, type Clock, startOfMonth } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork, type PlatformTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { type OwnedEarningLine, readEarningLines } from '../reads/reports/earning-lines';
import { type JournalRow, readJournal } from '../reads/reports/journal';
import { type AccountRow, bySheet, type MonthlyRow, readAccounts, readMonthlyMovements, type Sheet } from '../reads/reports/ledger-sheets';
import { type DepositRow, type LeaseRow, type OwedRow, readDeposits, readOwed } from '../reads/reports/owed-and-held';

export interface TrialBalance extends Sheet {
  readonly accounts: readonly (Pick<AccountRow, 'account' | 'kind'> & {
    readonly debitMinor: bigint;
    readonly creditMinor: bigint;
    /** Debit less credit, as entered. */
    readonly balanceMinor: bigint;
    /** The same with rent recognised by day: what the closes of periods have not entered yet is moved from deferred to revenue. */
    readonly byDayMinor: bigint;
  })[];
}

export interface AgedLease extends Pick<LeaseRow, 'tenant_id' | 'tenant_name' | 'lease_id' | 'lease_number'> {
  readonly ages: Readonly<Partial<Record<ReceivableAge, bigint>>>;
  readonly totalMinor: bigint;
}

export interface RevenueMonth {
  readonly month: CivilDate;
  /** Earned in the month by day. */
  readonly rentMinor: bigint;
  readonly telephoneMinor: bigint;
  /** Every other income and expense account, income positive. */
  readonly otherMinor: bigint;
  /** Invoiced rent that is still to be earned when the month is over. */
  readonly deferredMinor: bigint;
  /** What the closes of the month have entered as rent revenue. */
  readonly enteredRentMinor: bigint;
}

/** Entries of one page of the journal; a file of millions is never held whole. */
const JOURNAL_PAGE = 2_000;

/** What a bookkeeper reads from the ledger, over all tenants, each report at one instant and for each legal entity and currency apart. */
@Injectable()
export class BookkeeperReports {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  trialBalance(on: CivilDate): Promise<TrialBalance[]> {
    return this.atOneInstant(async ({ db }) => {
      const lines = await readEarningLines(db, on);
      return bySheet(await readAccounts(db, on)).map(({ sheet, rows }) => trialBalanceOf(sheet, rows, deferredOn(lines, sheet, on)));
    });
  }

  receivablesByAge(on: CivilDate): Promise<(Sheet & { readonly leases: readonly AgedLease[] })[]> {
    return this.atOneInstant(async ({ db }) => bySheet(await readOwed(db, on)).map(({ sheet, rows }) => ({ ...sheet, leases: byAge(rows, on) })));
  }

  depositsByTenant(on: CivilDate): Promise<(Sheet & { readonly leases: readonly DepositRow[] })[]> {
    return this.atOneInstant(async ({ db }) => bySheet(await readDeposits(db, on)).map(({ sheet, rows }) => ({ ...sheet, leases: rows })));
  }

  /** @param from, through any day of the first and of the last month. */
  revenueByMonth(from: CivilDate, through: CivilDate): Promise<(Sheet & { readonly months: readonly RevenueMonth[] })[]> {
    const first = startOfMonth(from);
    const lastDay = addDays(addMonths(startOfMonth(through), 1), -1);
    return this.atOneInstant(async ({ db }) => {
      const lines = await readEarningLines(db, addDays(first, -1));
      return bySheet(await readMonthlyMovements(db, lastDay)).map(({ sheet, rows }) => {
        return { ...sheet, months: monthsOf(rows, first, lastDay, (on) => deferredOn(lines, sheet, on)) };
      });
    });
  }

  /** The journal between two days, both included, page by page: no transaction stays open while a client reads. */
  async *journal(fromOn: CivilDate, toOn: CivilDate): AsyncGenerator<JournalRow[]> {
    const span = { fromOn, toOn, recordedBy: this.clock.now() };
    let after: JournalRow | null = null;
    for (;;) {
      const last: JournalRow | null = after;
      const rows: JournalRow[] = await this.platform.run((tx) => readJournal(tx.db, span, last, JOURNAL_PAGE));
      if (rows.length > 0) yield rows;
      if (rows.length < JOURNAL_PAGE) return;
      after = rows.at(-1) ?? null;
    }
  }

  private atOneInstant<Value>(read: (tx: PlatformTransaction) => Promise<Value>): Promise<Value> {
    return this.platform.run(async (tx) => {
      await tx.db.execute(sql`set transaction isolation level repeatable read, read only`);
      return read(tx);
    });
  }
}

function deferredOn(lines: readonly OwnedEarningLine[], sheet: Sheet, on: CivilDate): bigint {
  const own = lines.filter((line) => line.legalEntityId === sheet.legalEntityId && line.currency === sheet.currency);
  return own.reduce((sum, line) => sum + earnedByDay(line, on).deferredMinor, 0n);
}

function trialBalanceOf(sheet: Sheet, rows: readonly AccountRow[], deferredMinor: bigint): TrialBalance {
  const entered = (account: string): bigint => {
    const row = rows.find((each) => each.account === account);
    return row ? row.debit_minor - row.credit_minor : 0n;
  };
  const movedMinor = -deferredMinor - entered('rent-deferred'); // out of what is entered as deferred, into revenue
  const accounts = rows.map(({ account, kind, debit_minor, credit_minor }) => {
    const balanceMinor = debit_minor - credit_minor;
    const moved = account === 'rent-deferred' ? movedMinor : account === 'rent-revenue' ? -movedMinor : 0n;
    return { account, kind, debitMinor: debit_minor, creditMinor: credit_minor, balanceMinor, byDayMinor: balanceMinor + moved };
  });
  const withRevenue = rows.some(({ account }) => account === 'rent-revenue') || movedMinor === 0n;
  const unentered = { account: 'rent-revenue', kind: 'income' as const, debitMinor: 0n, creditMinor: 0n, balanceMinor: 0n, byDayMinor: -movedMinor };
  return { ...sheet, accounts: withRevenue ? accounts : [...accounts, unentered] };
}

function byAge(rows: readonly OwedRow[], on: CivilDate): AgedLease[] {
  const leases = new Map<string, { row: OwedRow; ages: Partial<Record<ReceivableAge, bigint>>; totalMinor: bigint }>();
  for (const row of rows) {
    const lease = leases.get(row.lease_id) ?? { row, ages: {}, totalMinor: 0n };
    const age = receivableAge(row.due_on as CivilDate, on);
    lease.ages[age] = (lease.ages[age] ?? 0n) + row.open_minor;
    lease.totalMinor += row.open_minor;
    leases.set(row.lease_id, lease);
  }
  return [...leases.values()].map(({ row, ages, totalMinor }) => {
    const { tenant_id, tenant_name, lease_id, lease_number } = row;
    return { tenant_id, tenant_name, lease_id, lease_number, ages, totalMinor };
  });
}

/** Rent earned in a month is what rent was entered at all, deferred or not, less what is deferred when it is over: so the months always meet the ledger. */
function monthsOf(rows: readonly MonthlyRow[], first: CivilDate, lastDay: CivilDate, deferredAt: (on: CivilDate) => bigint): RevenueMonth[] {
  const moved = (month: CivilDate, counts: (row: MonthlyRow) => boolean): bigint =>
    rows.filter((row) => row.month === month && counts(row)).reduce((sum, row) => sum - row.amount_minor, 0n);
  const isRent = ({ account }: MonthlyRow): boolean => account === 'rent-revenue' || account === 'rent-deferred';
  const months: RevenueMonth[] = [];
  let deferredBefore = deferredAt(addDays(first, -1));
  for (let month = first; month <= lastDay; month = addMonths(month, 1)) {
    const deferredMinor = deferredAt(addDays(addMonths(month, 1), -1));
    months.push({
      month,
      rentMinor: moved(month, isRent) + deferredBefore - deferredMinor,
      telephoneMinor: moved(month, ({ account }) => account === 'telephone-revenue'),
      otherMinor: moved(month, (row) => !isRent(row) && row.account !== 'telephone-revenue'),
      deferredMinor,
      enteredRentMinor: moved(month, ({ account }) => account === 'rent-revenue'),
    });
    deferredBefore = deferredMinor;
  }
  return months;
}
