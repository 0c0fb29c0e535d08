import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { earnedByDay, receivableAge } from '@seatline/billing-domain';
import { addDays, type CivilDate, civilDate, civilDateAt, type Instant, zone } from '@seatline/kernel';
import { depositsFile, journalFile, trialBalanceFile } from '../src/http/report-files';
import { depositsView, receivablesView, trialBalanceView } from '../src/http/reports.view';
import { BookkeeperReports } from '../src/use-cases/bookkeeper-reports';
import { csvLine } from '../src/written/csv';
import { BillingHarness } from './harness';
import { randomStories } from './random-stories';
import { Shop, until } from './shop';
import { STORIES } from './stories';
import { LivedStory } from './told-story';

const SEED = Number(process.env['SEATLINE_SEED'] ?? 20_260_301);

let lived: LivedStory | null = null;
afterEach(async () => {
  await lived?.harness.stop();
  lived = null;
});

/** Seven days over the story's life, the last of them after its end. */
function someDays(from: Instant, to: Instant): CivilDate[] {
  const first = civilDateAt(from, zone('UTC'));
  const last = civilDateAt(to, zone('UTC'));
  const step = Math.max(1, Math.floor((Date.parse(last) - Date.parse(first)) / 86_400_000 / 6));
  return Array.from({ length: 8 }, (_, place) => addDays(first, place * step));
}

async function ledgerOn(story: LivedStory, on: CivilDate): Promise<Map<string, bigint>> {
  const { rows } = await story.harness.admin.query<{ account: string; minor: string }>(
    'select e.account, sum(e.amount_minor)::text as minor from ledger_entry e join ledger_tx t on t.tenant_id = e.tenant_id and t.id = e.tx_id where t.effective_on <= $1 group by 1',
    [on],
  );
  return new Map(rows.map((row) => [row.account, BigInt(row.minor)]));
}

/** Every report of a lived story against the ledger and against the book's own lines. */
async function checkReports(story: LivedStory): Promise<void> {
  const reports = story.harness.app.get(BookkeeperReports);
  const days = someDays(story.story.events[0]!.at, story.story.until);
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, each) => total + each, 0n);
  let earnedByMonths = 0n;
  for (const on of days) {
    const ledger = await ledgerOn(story, on);
    const of = (account: string): bigint => ledger.get(account) ?? 0n;
    const [balance] = await reports.trialBalance(on);
    expect(new Map((balance?.accounts ?? []).filter((row) => row.debitMinor + row.creditMinor !== 0n).map((row) => [row.account, row.balanceMinor]))).toEqual(ledger);
    expect([sum((balance?.accounts ?? []).map((row) => row.balanceMinor)), sum((balance?.accounts ?? []).map((row) => row.byDayMinor))]).toEqual([0n, 0n]);
    const [owed] = await reports.receivablesByAge(on);
    expect(sum((owed?.leases ?? []).map((lease) => lease.totalMinor))).toBe(of('receivable'));
    for (const lease of owed?.leases ?? []) expect(sum(Object.values(lease.ages))).toBe(lease.totalMinor);
    const [held] = await reports.depositsByTenant(on);
    expect(sum((held?.leases ?? []).map((lease) => lease.deposit_minor))).toBe(-of('deposit-liability'));
  }
  const [revenue] = await reports.revenueByMonth(days[0]!, days.at(-1)!);
  const ledger = await ledgerOn(story, days.at(-1)!);
  earnedByMonths = sum((revenue?.months ?? []).map((month) => month.rentMinor));
  const deferred = revenue?.months.at(-1)?.deferredMinor ?? 0n;
  expect(earnedByMonths + deferred).toBe(-(ledger.get('rent-revenue') ?? 0n) - (ledger.get('rent-deferred') ?? 0n));
  expect(deferred).toBe(0n); // the story is over
  expect(sum((revenue?.months ?? []).map((month) => month.telephoneMinor))).toBe(-(ledger.get('telephone-revenue') ?? 0n));
  let file = '';
  for await (const piece of journalFile(reports.journal(days[0]!, days.at(-1)!))) file += piece;
  const entries = file.trim().split('\r\n').slice(1).map((line) => line.split(','));
  const column = (place: number): number => Math.round(entries.reduce((total, cells) => total + Number(cells[place] || 0), 0) * 1000);
  expect(entries.length).toBe(await story.harness.count('select count(*) from ledger_entry'));
  expect(column(12)).toBe(column(13));
}

describe('the bookkeeper’s reports meet the ledger on every day', () => {
  it.each(Object.keys(STORIES))('%s', async (name) => {
    lived = await LivedStory.live(STORIES[name]!, true);
    await checkReports(lived);
  });

  it.each(randomStories(4, SEED).map((story, place) => [place, story] as const))(`random story %i of seed ${SEED}`, async (_place, story) => {
    lived = await LivedStory.live(story, false);
    await checkReports(lived);
  });
});

describe('one lease, by hand', () => {
  let harness: BillingHarness;
  let reports: BookkeeperReports;
  beforeAll(async () => {
    harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
    await Shop.open(harness, 2, '2026-03-01');
    await until(harness, '2026-03-20T09:00:00+08:00');
    reports = harness.app.get(BookkeeperReports);
  });
  afterAll(() => harness.stop());

  it('owes its opening from the day after the due date on, by age', async () => {
    const view = async (on: string) => (await reports.receivablesByAge(civilDate(on))).map(receivablesView).flatMap(({ leases }) => leases);
    expect(await view('2026-03-01')).toMatchObject([{ notDue: '8240.00', days1To15: '0.00', total: '8240.00' }]);
    expect(await view('2026-03-16')).toMatchObject([{ notDue: '0.00', days1To15: '8240.00', days16To30: '0.00', total: '8240.00' }]);
    expect(await view('2026-03-17')).toMatchObject([{ days1To15: '0.00', days16To30: '8240.00', total: '8240.00' }]);
    expect(await view('2026-02-28')).toEqual([]);
    expect(receivableAge(civilDate('2026-03-01'), civilDate('2026-03-17'))).toBe('16-30');
  });

  it('has earned 10 of 31 days on the 10th, though nothing is entered before the period is closed', async () => {
    const [balance] = (await reports.trialBalance(civilDate('2026-03-10'))).map(trialBalanceView);
    const rows = Object.fromEntries(balance!.accounts.map((row) => [row.account, [row.balance, row.balanceByDay]]));
    expect(rows).toEqual({
      receivable: ['8240.00', '8240.00'], 'deposit-liability': ['-4000.00', '-4000.00'], 'rent-deferred': ['-4000.00', '-2709.68'],
      'rent-revenue': ['0.00', '-1290.32'], 'tax-payable': ['-240.00', '-240.00'],
    });
    expect([balance!.debit, balance!.credit]).toEqual(['8240.00', '8240.00']);
    const line = { issuedOn: civilDate('2026-03-01'), fromOn: civilDate('2026-03-01'), toOn: civilDate('2026-04-01'), netMinor: 400_000n, credits: [] };
    expect(earnedByDay(line, civilDate('2026-03-10')).earnedMinor).toBe(129_032n);
  });

  it('earns a month’s rent in its month', async () => {
    const [sheet] = await reports.revenueByMonth(civilDate('2026-02-10'), civilDate('2026-04-01'));
    expect(sheet!.months.map(({ month, rentMinor, deferredMinor }) => [month, rentMinor, deferredMinor])).toEqual([
      ['2026-02-01', 0n, 0n], ['2026-03-01', 400_000n, 0n], ['2026-04-01', 0n, 0n],
    ]);
  });

  it('is a file that a spreadsheet does not run', async () => {
    await harness.admin.query("update tenant set name = '=cmd|'' /C calc''!A0' where true");
    const deposits = (await reports.depositsByTenant(civilDate('2026-03-10'))).map(depositsView);
    expect(depositsFile(deposits)).toContain("seatline,CNY,'=cmd|' /C calc'!A0,SL-2026-000001,4000.00\r\n");
    expect(trialBalanceFile((await reports.trialBalance(civilDate('2026-03-10'))).map(trialBalanceView))).toContain('seatline,CNY,deposit-liability,liability,0.00,4000.00,-4000.00,-4000.00');
  });
});

describe('a line of CSV', () => {
  it.each([
    [['=1+1'], "'=1+1"], [['+86 138'], "'+86 138"], [['-2.50'], '-2.50'], [['-2+3'], "'-2+3"], [['@SUM(A1)'], "'@SUM(A1)"], [['\tx'], "'\tx"],
    [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"'], [[null, 3, ''], ',3,'], [['=a,b'], '"\'=a,b"'],
  ])('%j is %s', (cells, line) => {
    expect(csvLine(cells)).toBe(`${line}\r\n`);
  });
});
