import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { verificationView } from '../src/http/verification.view';
import type { LegRecord } from '../src/persistence/usage';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { RecordUsage } from '../src/use-cases/record-usage';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
/** By the lease's count: opening (rent, deposit), an order inside the period, the second period's rent, the first period's calls. */
let invoices: string[];

const leg = (callId: string, answeredAt: string): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: '+8613800138000',
  answeredAt: instant(answeredAt), milliseconds: 61_000, seatId: null, memberId: null, leaseId: null,
});

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await until(harness, '2026-03-10T09:00:00+08:00');
  await shop.order(1);
  await shop.pay('10000.00', 'order', { forOrder: true });
  await harness.tenants.run(shop.tenantId, (tx) =>
    harness.app.get(RecordUsage).run(tx, [1, 2, 3].map((day) => leg(`call-${day}`, `2026-03-1${day}T10:00:00+08:00`))));
  await until(harness, '2026-04-05T09:00:00+08:00');
  await harness.app.get(LeaseCommands).removeSeats(OPERATOR, shop.tenantId, shop.leaseId, { seats: 1, when: 'now' }, 'agreed');
  const { rows } = await harness.admin.query<{ id: string; kind: string }>('select id, kind from invoice where lease_id = $1 order by sequence', [shop.leaseId]);
  expect(rows.map((row) => row.kind)).toEqual(['rent', 'rent', 'rent', 'telephone']);
  invoices = rows.map((row) => row.id);
});
afterAll(() => harness.stop());

const verify = async (place: number) => verificationView(await harness.app.get(VerifyInvoice).run(shop.tenantId, invoices[place]!));

/** Changes final rows as nobody can: the trigger that refuses it is off for as long, and everything is put back afterwards. */
async function planted<Value>(table: string, change: string, values: unknown[], look: () => Promise<Value>): Promise<Value> {
  await harness.admin.query(`create table kept_rows as table ${table}`);
  const triggers = async (state: 'disable' | 'enable') => harness.admin.query(`alter table ${table} ${state} trigger all`);
  try {
    await triggers('disable');
    await harness.admin.query(change, values);
    await triggers('enable');
    return await look();
  } finally {
    await triggers('disable');
    await harness.admin.query(`set session_replication_role = replica; delete from ${table}; insert into ${table} select * from kept_rows; set session_replication_role = origin`);
    await triggers('enable');
    await harness.admin.query('drop table kept_rows');
  }
}

describe('an issued invoice computed again', () => {
  it('is identical while nobody touched it, and says what was looked at', async () => {
    const found = await Promise.all([0, 1, 2, 3].map(verify));
    expect(found.map(({ identical, differences, checked }) => ({ identical, differences, checked }))).toEqual([
      { identical: true, differences: [], checked: { lines: 2, seats: 2, calls: 0 } },
      { identical: true, differences: [], checked: { lines: 2, seats: 1, calls: 0 } },
      { identical: true, differences: [], checked: { lines: 1, seats: 3, calls: 0 } },
      { identical: true, differences: [], checked: { lines: 1, seats: 0, calls: 3 } },
    ]);
  });

  it.each<[string, string, string, number, object[]]>([
    ['a line’s amount', 'invoice_line', "update invoice_line set net_minor = net_minor + 1 where invoice_id = $1 and kind = 'rent'", 0,
      [{ line: 1, subject: 'line', subjectId: null, field: 'net', stored: '4000.01', computed: '4000.00' }]],
    ['a line’s tax', 'invoice_line', "update invoice_line set tax_minor = 1 where invoice_id = $1 and kind = 'rent'", 0,
      [{ line: 1, subject: 'line', subjectId: null, field: 'tax', stored: '0.01', computed: '240.00' }]],
    ['a line’s days', 'invoice_line', "update invoice_line set days = 30 where invoice_id = $1 and kind = 'rent'", 0,
      [{ line: 1, subject: 'line', subjectId: null, field: 'days', stored: '30', computed: '31' }]],
    ['a price', 'invoice_line', "update invoice_line set seat_price_minor = 210000 where invoice_id = $1 and kind = 'rent'", 0,
      [{ line: 1, subject: 'line', subjectId: null, field: 'seatPrice', stored: '2100.00', computed: '2000.00' }]],
    ['the seats of a deposit', 'invoice_line', "update invoice_line set seat_numbers = '{1,7}' where invoice_id = $1 and kind = 'deposit'", 0,
      [{ line: 2, subject: 'line', subjectId: null, field: 'seatNumbers', stored: '1, 7', computed: '1, 2' }]],
    ['the invoice’s total', 'invoice', 'update invoice set net_minor = net_minor + 5, total_minor = total_minor + 5 where id = $1', 2,
      [
        { line: null, subject: 'invoice', subjectId: null, field: 'net', stored: '6000.05', computed: '6000.00' },
        { line: null, subject: 'invoice', subjectId: null, field: 'total', stored: '6360.05', computed: '6360.00' },
      ]],
    ['the day that it is due', 'invoice', "update invoice set due_on = '2026-04-02' where id = $1", 2,
      [{ line: null, subject: 'invoice', subjectId: null, field: 'dueOn', stored: '2026-04-02', computed: '2026-04-01' }]],
    ['a seat’s days', 'rent_charge', "update rent_charge set service = '[2026-03-02,2026-04-01)' where invoice_id = $1 and seat_id = (select seat_id from lease_seat s where s.lease_id = rent_charge.lease_id and s.number = 2)", 0,
      [{ line: 1, subject: 'seat', subjectId: '2', field: 'fromOn', stored: '2026-03-02', computed: '2026-03-01' }]],
    ['a seat that is not charged', 'rent_charge', 'delete from rent_charge where invoice_id = $1 and seat_id = (select seat_id from lease_seat s where s.lease_id = rent_charge.lease_id and s.number = 3)', 2,
      [{ line: 1, subject: 'seat', subjectId: '3', field: 'seatDays', stored: null, computed: '2026-04-01/2026-05-01' }]],
    ['a credit note’s amount', 'credit_note', 'update credit_note set net_minor = net_minor - 100, total_minor = total_minor - 100 where invoice_id = $1', 2,
      [
        { line: null, subject: 'credit-note', subjectId: '1', field: 'net', stored: '1665.67', computed: '1666.67' },
        { line: null, subject: 'credit-note', subjectId: '1', field: 'total', stored: '1765.67', computed: '1766.67' },
      ]],
  ])('names %s', async (_what, table, change, place, differences) => {
    const found = await planted(table, change, [invoices[place]], () => verify(place));
    expect(found).toMatchObject({ identical: false, differences, untold: 0 });
    expect((await verify(place)).identical).toBe(true);
  });

  it('names the call that was rated otherwise, by its prefix, its seconds and its cost', async () => {
    const { rows } = await harness.admin.query<{ usage_id: string }>('select usage_id from usage_billing where invoice_id = $1 order by usage_id', [invoices[3]]);
    const [, second] = rows;
    const change = "update rated_usage set cost_micros = 999999, billed_seconds = 1, prefix = '8' where usage_id = $1";
    const found = await planted('rated_usage', change, [second!.usage_id], () => verify(3));
    const call = { line: 1, subject: 'call', subjectId: second!.usage_id };
    expect(found.differences).toEqual([
      { ...call, field: 'prefix', stored: '8', computed: '86' },
      { ...call, field: 'billedSeconds', stored: '1', computed: '120' },
      { ...call, field: 'cost', stored: '0.999999', computed: '0.240000' },
    ]);
  });

  it('names the line whose calls are not all there', async () => {
    const change = 'delete from usage_billing where usage_id = (select usage_id from usage_billing where invoice_id = $1 limit 1)';
    const found = await planted('usage_billing', change, [invoices[3]], () => verify(3));
    expect(found.checked.calls).toBe(2);
    expect(found.differences).toEqual([
      { line: 1, subject: 'line', subjectId: null, field: 'calls', stored: '3', computed: '2' },
      { line: 1, subject: 'line', subjectId: null, field: 'cost', stored: '0.720000', computed: '0.480000' },
      { line: 1, subject: 'line', subjectId: null, field: 'net', stored: '0.72', computed: '0.48' },
      { line: 1, subject: 'line', subjectId: null, field: 'tax', stored: '0.04', computed: '0.03' },
      expect.objectContaining({ line: null, subject: 'invoice', field: 'net', computed: '0.48' }),
      expect.objectContaining({ line: null, subject: 'invoice', field: 'tax', computed: '0.03' }),
      expect.objectContaining({ line: null, subject: 'invoice', field: 'total', computed: '0.51' }),
    ]);
  });

  it('is found by its printed number, and is nobody else’s', async () => {
    const { rows } = await harness.admin.query<{ number: string }>('select number from invoice where id = $1', [invoices[0]]);
    expect((await harness.app.get(VerifyInvoice).byNumber(rows[0]!.number)).invoiceId).toBe(invoices[0]);
    expect(await refusalOf(harness.app.get(VerifyInvoice).byNumber('SLI-2026-999999'))).toBe('not-found');
    expect(await refusalOf(harness.app.get(VerifyInvoice).run(await harness.newTenant(), invoices[0]!))).toBe('not-found');
  });
});
