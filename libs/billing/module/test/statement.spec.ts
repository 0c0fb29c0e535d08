import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMonths, civilDate } from '@seatline/kernel';
import { statementCsv } from '../src/http/statements.view';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { PayRefund } from '../src/use-cases/pay-refund';
import { type AccountStatement, ReadStatement } from '../src/use-cases/read-statement';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.open(harness, 2, '2026-03-02');
});
afterAll(() => harness.stop());

const month = (on: string) => ({ fromOn: civilDate(`${on}-01`), toOn: addMonths(civilDate(`${on}-01`), 1) });
const ofLease = (on: string): Promise<AccountStatement> => harness.app.get(ReadStatement).ofLease(shop.tenantId, shop.leaseId, month(on));

function told({ leases }: AccountStatement): unknown[] {
  return leases[0]!.lines.map(({ booking, moved, after }) => [
    booking.bookedOn.slice(5), booking.countsFromOn.slice(5), booking.kind, booking.document?.replace(shop.tenantId, 'us') ?? null,
    Number(moved.receivableMinor), Number(moved.depositMinor), Number(moved.unappliedMinor), Number(after.receivableMinor),
  ]);
}

describe('a month’s statement of account', () => {
  it('tells invoices, payments with their value date and what they paid, and closes as the ledger stands', async () => {
    await until(harness, '2026-03-05T09:00:00+08:00');
    await shop.pay('8000.00', 'opening', { valueOn: '2026-03-03' });
    await until(harness, '2026-03-20T09:00:00+08:00');
    await shop.pay('5000.00', 'more');
    await until(harness, '2026-03-26T09:00:00+08:00');
    const march = await ofLease('2026-03');
    expect(told(march)).toEqual([
      ['03-01', '03-01', 'invoice', 'SLI-2026-000001', 824000, 400000, 0, 824000],
      ['03-05', '03-03', 'payment', 'opening of us', 0, 0, 800000, 824000],
      ['03-05', '03-05', 'allocation', 'SLI-2026-000001', -800000, 0, -800000, 24000],
      ['03-20', '03-20', 'payment', 'more of us', 0, 0, 500000, 24000],
      ['03-20', '03-20', 'allocation', 'SLI-2026-000001', -24000, 0, -24000, 0],
      ['03-26', '03-26', 'invoice', 'SLI-2026-000002', 424000, 0, 0, 424000],
      ['03-26', '03-26', 'allocation', 'SLI-2026-000002', -424000, 0, -424000, 0],
    ]);
    expect(march.leases[0]).toMatchObject({ isFinal: false, closing: { receivableMinor: 0n, depositMinor: 400_000n, unappliedMinor: 52_000n, refundableMinor: 0n } });
    expect(march.totals).toEqual([{ currency: 'CNY', opening: march.leases[0]!.opening, closing: march.leases[0]!.closing }]);
  });

  it('chains to the end of the lease: each closing is the next opening, the last is the ledger’s own balance', async () => {
    await until(harness, '2026-04-27T09:00:00+08:00'); // May's invoice is out
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2026-05-10'), reason: 'agreed' });
    await until(harness, '2026-05-20T09:00:00+08:00');
    const { rows } = await harness.admin.query<{ refundable: string; receivable: string; deposit: string; unapplied: string }>(
      'select refundable_minor::text as refundable, receivable_minor::text as receivable, deposit_minor::text as deposit, unapplied_minor::text as unapplied from lease_balance where lease_id = $1',
      [shop.leaseId],
    );
    expect(Number(rows[0]!.refundable)).toBeGreaterThan(0);
    const refunded = harness.app.get(PayRefund).run(OPERATOR, shop.tenantId, {
      leaseId: shop.leaseId, amount: (Number(rows[0]!.refundable) / 100).toFixed(2), valueOn: null, reference: '=2+5 back',
    });
    expect((await refunded).amountMinor).toBe(BigInt(rows[0]!.refundable));
    await until(harness, '2026-06-02T09:00:00+08:00');
    const months = await Promise.all(['2026-02', '2026-03', '2026-04', '2026-05', '2026-06'].map(ofLease));
    expect(months[0]!.leases[0]!.lines).toEqual([]);
    months.slice(1).forEach((next, place) => expect(next.leases[0]!.opening).toEqual(months[place]!.leases[0]!.closing));
    expect(months.map((each) => each.leases[0]!.isFinal)).toEqual([true, true, true, true, false]);
    const { closing } = months.at(-1)!.leases[0]!;
    expect(closing).toEqual({
      receivableMinor: BigInt(rows[0]!.receivable), depositMinor: BigInt(rows[0]!.deposit), unappliedMinor: BigInt(rows[0]!.unapplied), refundableMinor: 0n,
    });
    const kinds = months.flatMap((each) => each.leases[0]!.lines.map((line) => line.booking.kind));
    expect([...new Set(kinds)].sort()).toEqual(['allocation', 'credit-note', 'deposit-settlement', 'invoice', 'payment', 'refund-payout'].sort());
    // Two halves of a month come to the month.
    const whole = months[3]!.leases[0]!;
    const halves = await Promise.all([['2026-05-01', '2026-05-12'], ['2026-05-12', '2026-06-01']].map(([from, to]) =>
      harness.app.get(ReadStatement).ofLease(shop.tenantId, shop.leaseId, { fromOn: civilDate(from!), toOn: civilDate(to!) })));
    expect(halves.flatMap((half) => half.leases[0]!.lines)).toEqual(whole.lines);
  });

  it('is the same when a transfer of that month is keyed in later', async () => {
    const before = await ofLease('2026-05');
    await shop.pay('10.00', 'late', { valueOn: '2026-05-30' });
    expect(await ofLease('2026-05')).toEqual(before);
    expect(told(await ofLease('2026-06'))[0]).toEqual(['06-02', '05-30', 'payment', 'late of us', 0, 0, 1000, expect.any(Number)]);
  });

  it('as a file shows a reference that begins like a formula, and runs nothing', async () => {
    const text = statementCsv(await ofLease('2026-05'));
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFlease,booked_on,value_on,kind,ref,document,currency,receivable,deposit,unapplied,refundable,receivable_after,deposit_after,unapplied_after,refundable_after',
    );
    expect(lines[1]).toContain('2026-05-01,2026-05-01,opening');
    expect(lines.find((line) => line.includes('refund-payout'))).toContain(",'=2+5 back,CNY,0.00,0.00,0.00,-");
    expect(lines.at(-2)).toContain('2026-06-01,2026-06-01,closing');
  });

  it('covers a tenant’s leases together, and nobody else’s', async () => {
    const other = await Shop.openPaid(harness, 1, '2026-06-05');
    const all = await harness.app.get(ReadStatement).ofTenant(other.tenantId, month('2026-06'));
    expect(all.leases.map((lease) => lease.leaseId)).toEqual([other.leaseId]);
    expect(all.totals[0]!.closing).toMatchObject({ receivableMinor: 0n, depositMinor: 200_000n });
    expect(await refusalOf(harness.app.get(ReadStatement).ofLease(other.tenantId, shop.leaseId, month('2026-06')))).toBe('not-found');
    expect((await harness.app.get(ReadStatement).ofTenant(other.tenantId, month('2026-05'))).leases).toEqual([]);
  });

  it('is of the present month where nothing is said', async () => {
    expect(await harness.app.get(ReadStatement).ofLease(shop.tenantId, shop.leaseId, null)).toEqual(await ofLease('2026-06'));
  });

  it('asks for a span of days', async () => {
    const span = { fromOn: civilDate('2026-05-02'), toOn: civilDate('2026-05-02') };
    expect(await refusalOf(harness.app.get(ReadStatement).ofLease(shop.tenantId, shop.leaseId, span))).toBe('statement.bad-span');
    expect(await refusalOf(harness.app.get(ReadStatement).ofTenant(shop.tenantId, { ...span, toOn: civilDate('2029-05-02') }))).toBe('statement.bad-span');
  });
});
