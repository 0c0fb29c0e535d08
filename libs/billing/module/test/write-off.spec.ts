import { afterEach, describe, expect, it } from '@jest/globals';
import { BookkeeperReports } from '../src/use-cases/bookkeeper-reports';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { WriteOffDesk } from '../src/use-cases/write-off-desk';
import { readMoments } from '../src/persistence/lease-history';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { replayLease } from '../src/use-cases/replay-lease';
import { civilDate } from '@seatline/kernel';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
afterEach(() => harness.stop());

async function invoicesOf(shop: Shop) {
  const { rows } = await harness.admin.query<{ id: string; open: string; written_off: string; number: string }>(
    'select id, number, open_minor::text as open, written_off_minor::text as written_off from invoice_list where tenant_id = $1 order by sequence', [shop.tenantId]);
  return rows;
}

/** The lease as the tables say it is, and as it is when everything that happened is done again. */
async function bothBooks(shop: Shop) {
  return harness.tenants.run(shop.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, shop.leaseId);
    const moments = await readMoments(tx.ledger, lease, lease.book);
    const now = harness.clock.now();
    return [lease.book, replayLease(lease, moments, await harness.books.usageSinceOpening(tx.ledger, lease, now), now)] as const;
  });
}

describe('a write-off on tables', () => {
  it('is what the engine says, told again the same, and undone without a trace in the balances', async () => {
    harness = await BillingHarness.start({ startsAt: '2026-03-02T09:00:00+08:00' });
    const desk = harness.app.get(WriteOffDesk);
    const shop = await Shop.open(harness, 2);
    await shop.pay('240.00', 'part');
    await until(harness, '2026-03-10T09:00:00+08:00');
    const [invoice] = await invoicesOf(shop);
    const both = await Promise.allSettled([desk.writeOff(OPERATOR, shop.tenantId, invoice!.id, 'bankrupt'), desk.writeOff(OPERATOR, shop.tenantId, invoice!.id, 'bankrupt')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(desk.writeOff(OPERATOR, shop.tenantId, invoice!.id, 'again'))).toBe('invoice.not-open');
    expect(await invoicesOf(shop)).toMatchObject([{ open: '0', written_off: '800000' }]);
    const reports = harness.app.get(BookkeeperReports);
    expect(await reports.receivablesByAge(civilDate('2026-03-10'))).toEqual([]);
    expect(await reports.receivablesByAge(civilDate('2026-03-09'))).toMatchObject([{ leases: [{ totalMinor: 800_000n }] }]);
    await until(harness, '2026-03-25T09:00:00+08:00'); // no suspension of the 18th; the next month's invoice is out
    expect(await shop.status()).not.toBe('suspended');
    const [rows, replayed] = await bothBooks(shop);
    expect({ ...rows, advancedTo: 0 }).toEqual({ ...replayed, advancedTo: 0 });
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    await desk.undo(OPERATOR, shop.tenantId, invoice!.id, 'paid after all');
    expect(await shop.status()).toBe('suspended'); // its age asks for that at once
    await shop.pay('8000.00', 'rest');
    expect(await shop.status()).not.toBe('suspended');
    expect((await invoicesOf(shop))[0]).toMatchObject({ open: '0', written_off: '0' });
    const [after, again] = await bothBooks(shop);
    expect({ ...after, advancedTo: 0 }).toEqual({ ...again, advancedTo: 0 });
    expect(await refusalOf(desk.undo(OPERATOR, shop.tenantId, invoice!.id, 'again'))).toBe('invoice.not-written-off');
    expect(await refusalOf(desk.writeOff(OPERATOR, await harness.newTenant(), invoice!.id, 'another tenant’s'))).toBe('not-found');
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
  });
});
