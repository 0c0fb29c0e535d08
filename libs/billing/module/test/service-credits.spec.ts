import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@seatline/kernel';
import { Outbox, OutboxRelay } from '@seatline/server';
import { serviceLevelView } from '../src/http/service-level.view';
import { readLineInterruptions, readLineSeats } from '../src/reads/line-origins';
import { readMoments } from '../src/persistence/lease-history';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { CreditedOutages } from '../src/use-cases/credited-outages';
import { HandSeatsOver } from '../src/use-cases/hand-seats-over';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { PlaceOrder } from '../src/use-cases/place-order';
import { ReadServiceLevel } from '../src/use-cases/read-service-level';
import { replayLease } from '../src/use-cases/replay-lease';
import { SetPrices } from '../src/use-cases/set-prices';
import { Sublets } from '../src/use-cases/sublets';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
/** Another process on the same database. */
let beside: BillingHarness;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  beside = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', beside: harness });
});
afterAll(async () => {
  await beside.stop();
  await harness.stop();
});

const local = (time: string): string => new Date(`${time}:00+08:00`).toISOString();

/** What tenancy tells a tenant of a window that is over; as often as it is told, as it comes. */
async function maintained(tenantId: string, from: string, to: string, excess: [string, string][], windowId: string = randomUUID(), on = harness): Promise<string> {
  const payload = {
    windowId, startAt: local(from), endAt: local(to), reason: 'new disks', excessSeconds: 1, excess: excess.map(([startAt, endAt]) => ({ startAt: local(startAt), endAt: local(endAt) })),
  };
  await heard(tenantId, 'tenancy.maintenance-ended', payload, on);
  return windowId;
}

/** What tenancy tells of an outage. */
async function failed(tenantId: string, from: string, to: string, periods: [string, string][] = [[from, to]]): Promise<{ readonly outageId: string }> {
  const told = { outageId: randomUUID(), startAt: local(from), endAt: local(to), reason: 'fibre cut', periods: periods.map(([startAt, endAt]) => ({ startAt: local(startAt), endAt: local(endAt) })) };
  await heard(tenantId, 'tenancy.outage-recorded', told);
  return told;
}

const takenBack = (tenantId: string, told: object, on = harness): Promise<void> => heard(tenantId, 'tenancy.outage-withdrawn', { ...told, withdrawalReason: 'the wrong carrier' }, on);

async function heard(tenantId: string, topic: string, payload: object, on = harness): Promise<void> {
  await on.tenants.run(tenantId, (tx) => on.app.get(Outbox).publish(tx, { topic, payload }));
  const { rows } = await on.admin.query<{ id: string }>('select id from outbox where tenant_id = $1 order by id desc limit 1', [tenantId]);
  await on.app.get(OutboxRelay).deliver(tenantId, rows[0]!.id);
  await on.app.get(OutboxRelay).deliver(tenantId, rows[0]!.id);
}

interface Line {
  readonly sequence: number;
  readonly kind: string;
  readonly net: string;
  readonly tax: string;
  readonly days: string;
}

async function linesOf(shop: Shop, kind = 'sla'): Promise<Line[]> {
  const { rows } = await harness.admin.query<Line>(`
    select i.sequence, x.kind, x.net_minor::text as net, x.tax_minor::text as tax, x.service::text as days
    from invoice i join invoice_line x on x.tenant_id = i.tenant_id and x.invoice_id = i.id where i.lease_id = $1 and x.kind = $2 order by i.sequence, x.line_no`, [shop.leaseId, kind]);
  return rows;
}

async function identical(shop: Shop): Promise<void> {
  const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1 order by sequence', [shop.leaseId]);
  for (const { id } of rows) expect((await harness.app.get(VerifyInvoice).run(shop.tenantId, id)).differences).toEqual([]);
  const [book, again] = await harness.tenants.run(shop.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, shop.leaseId);
    const now = lease.book.advancedTo;
    return [lease.book, replayLease(lease, await readMoments(tx.ledger, lease, lease.book), await harness.books.usageSinceOpening(tx.ledger, lease, now), now)];
  });
  expect(again).toEqual(book);
  expect(await harness.app.get(CheckConservation).run()).toEqual([]);
}

describe('maintenance beyond the allowance', () => {
  it('is given back on the next rent invoice to each tenant that it touched, once, and opens into its sources', async () => {
    const [shop, untouched] = [await Shop.openPaid(harness, 3), await Shop.openPaid(harness, 1)];
    await until(harness, '2026-03-12T12:00:00+08:00');
    const windowId = await maintained(shop.tenantId, '2026-03-12T00:00', '2026-03-12T08:00', [['2026-03-12T02:00', '2026-03-12T08:00']]);
    await Promise.all([harness, beside].map((on) => maintained(shop.tenantId, '2026-03-12T00:00', '2026-03-12T08:00', [['2026-03-12T02:00', '2026-03-12T08:00']], windowId, on)));
    expect(await harness.count('select count(*) from service_interruption where lease_id = $1', [shop.leaseId])).toBe(1);
    await maintained(shop.tenantId, '2026-03-13T00:00', '2026-03-13T02:00', []); // within the allowance
    await until(harness, '2026-03-26T09:00:00+08:00');
    expect(await linesOf(shop)).toEqual([{ sequence: 2, kind: 'sla', net: '-4839', tax: '-290', days: '[2026-03-12,2026-03-13)' }]);
    expect(await linesOf(untouched)).toEqual([]);
    const { rows } = await harness.admin.query<{ id: string; total: string }>('select id, total_minor::text as total from invoice where lease_id = $1 and sequence = 2', [shop.leaseId]);
    expect(rows[0]!.total).toBe(String(636_000 - 5_129));
    const [seats, sources] = await harness.tenants.run(shop.tenantId, async (tx) => [
      await readLineSeats(tx.ledger, shop.tenantId, rows[0]!.id, { line: 1, after: null, most: 10 }),
      await readLineInterruptions(tx.ledger, shop.tenantId, rows[0]!.id, { line: 1, after: null, most: 10 }),
    ]);
    expect(seats.map(({ number, net_minor }) => [number, net_minor])).toEqual([[1, -1_613n], [2, -1_613n], [3, -1_613n]]);
    expect(sources).toMatchObject([{ id: windowId, kind: 'maintenance', reason: 'new disks', seat_seconds: 3 * 6 * 3600 }]);
    await identical(shop);
  });

  it('that is told late, overlaps what was given back, or crosses a month is given back for the rest of its time, on the invoice after', async () => {
    const shop = await Shop.openPaid(harness, 2, '2026-04-01');
    await until(harness, '2026-04-10T12:00:00+08:00');
    await maintained(shop.tenantId, '2026-04-09T00:00', '2026-04-09T12:00', [['2026-04-09T00:00', '2026-04-09T12:00']]);
    await until(harness, '2026-04-26T09:00:00+08:00');
    await maintained(shop.tenantId, '2026-04-09T06:00', '2026-04-10T00:00', [['2026-04-09T06:00', '2026-04-10T00:00']]); // 12 hours that are new
    await until(harness, '2026-05-02T09:00:00+08:00');
    await maintained(shop.tenantId, '2026-04-30T00:00', '2026-05-02T00:00', [['2026-04-30T12:00', '2026-05-01T12:00']]);
    await until(harness, '2026-05-26T09:00:00+08:00');
    expect((await linesOf(shop)).map(({ sequence, net, days }) => [sequence, net, days])).toEqual([
      [2, '-6666', '[2026-04-09,2026-04-10)'], // 33.33 a seat of 30 days
      [3, '-13334', '[2026-04-09,2026-05-01)'], // 24 hours of April: 66.67
      [3, '-6452', '[2026-05-01,2026-05-02)'], // 12 hours of May: 32.26
    ]);
    await identical(shop);
  });

  it('is by the days of the lease’s own zone', async () => {
    const tenantId = await harness.newTenant({ zone: 'America/New_York' });
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats: 1, months: 12, startOn: civilDate('2026-06-01') });
    const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    const shop = Shop.of(harness, tenantId, rows[0]!.id);
    await until(harness, '2026-06-02T09:00:00+08:00');
    await shop.pay('4120.00', 'opening');
    await until(harness, '2026-06-12T09:00:00+08:00');
    await maintained(tenantId, '2026-06-11T00:00', '2026-06-12T00:00', [['2026-06-11T06:00', '2026-06-11T18:00']]); // 18:00 of the 10th to 06:00 of the 11th there
    await until(harness, '2026-06-26T09:00:00+08:00');
    expect((await linesOf(shop)).map(({ net, days }) => [net, days])).toEqual([['-3333', '[2026-06-10,2026-06-12)']]);
    await identical(shop);
  });

  it('credits whoever held the seat on the day, before and after it was handed on', async () => {
    const [giver, taker] = [await Shop.openPaid(harness, 2, '2026-06-27'), await Shop.openPaid(harness, 1, '2026-06-27')];
    const sublets = harness.app.get(Sublets);
    const member = { ...OPERATOR, memberId: OPERATOR.personId };
    const { code } = await sublets.ofTenant(taker.tenantId);
    const { id } = await sublets.give(member, giver.tenantId, giver.leaseId, { toCode: code, seats: 1, on: civilDate('2026-07-27') });
    await sublets.answer(member, taker.tenantId, id, { accept: true });
    await sublets.decide(OPERATOR, id, { consent: true, reason: 'both agree' });
    await until(harness, '2026-07-27T00:00:00+08:00');
    await harness.app.get(HandSeatsOver).run();
    await taker.pay('20000.00', 'rent and the seat', { forOrder: true });
    await until(harness, '2026-07-28T09:00:00+08:00');
    for (const { tenantId } of [giver, taker]) await maintained(tenantId, '2026-07-26T00:00', '2026-07-28T00:00', [['2026-07-26T00:00', '2026-07-28T00:00']]);
    await until(harness, '2026-08-21T09:00:00+08:00');
    const nets = async (shop: Shop) => (await linesOf(shop)).map(({ net, days }) => [net, days]);
    expect(await nets(giver)).toEqual([['-13334', '[2026-07-26,2026-07-27)'], ['-6452', '[2026-07-27,2026-07-28)']]); // 2 × 66.67 of 30 days, then 1 × 64.52 of 31
    expect(await nets(taker)).toEqual([['-6667', '[2026-07-26,2026-07-27)'], ['-6452', '[2026-07-27,2026-07-28)'], ['-6452', '[2026-07-27,2026-07-28)']]);
    await identical(giver);
    await identical(taker);
  });

  it('of a lease that ended is a credit note, with the settlement or later, and frees the money', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-08-22');
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2026-09-10'), reason: 'agreed' });
    await until(harness, '2026-09-09T09:00:00+08:00');
    await maintained(shop.tenantId, '2026-09-08T00:00', '2026-09-09T00:00', [['2026-09-08T00:00', '2026-09-09T00:00']]);
    await until(harness, '2026-09-13T09:00:00+08:00');
    await maintained(shop.tenantId, '2026-09-09T00:00', '2026-09-10T12:00', [['2026-09-09T12:00', '2026-09-10T12:00']]); // told after the end: 12 hours were the lease's
    const { rows } = await harness.admin.query<{ net: string; tax: string }>('select net_minor::text as net, tax_minor::text as tax from credit_note where lease_id = $1 order by sequence', [shop.leaseId]);
    expect(rows.slice(1)).toEqual([{ net: '6452', tax: '387' }, { net: '3226', tax: '194' }]);
    expect(await linesOf(shop)).toEqual([]);
    await identical(shop);
  });

  it('whatever anybody writes: the database gives no time of a seat back twice, and of a line no more than it bills', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-09-14');
    await until(harness, '2026-09-20T09:00:00+08:00');
    await maintained(shop.tenantId, '2026-09-18T00:00', '2026-09-19T00:00', [['2026-09-18T00:00', '2026-09-19T00:00']]);
    await until(harness, '2026-10-08T09:00:00+08:00');
    expect(await linesOf(shop)).toHaveLength(1);
    const again = (sequence: number, net: number) => harness.admin.query(`
      insert into service_credit (tenant_id, lease_id, legal_entity_id, sequence, of_invoice_id, of_line_no, credit_note_id, net_minor, tax_minor, given_at)
      select tenant_id, lease_id, legal_entity_id, $2, of_invoice_id, of_line_no, null, $3, 0, now() from service_credit where lease_id = $1`, [shop.leaseId, sequence, net]);
    await expect(again(2, 1)).rejects.toThrow('service_credit_stands_once');
    await expect(harness.admin.query(`
      insert into service_credit_time (tenant_id, lease_id, sequence, seat_id, during)
      select tenant_id, lease_id, sequence, seat_id, tstzrange(lower(during) + interval '1 hour', upper(during) + interval '1 day') from service_credit_time where lease_id = $1`, [shop.leaseId]))
      .rejects.toThrow('service_credit_time_pkey');
    await expect(harness.admin.query(`
      insert into service_credit (tenant_id, lease_id, legal_entity_id, sequence, of_invoice_id, of_line_no, invoice_id, line_no, net_minor, tax_minor, given_at)
      select s.tenant_id, s.lease_id, s.legal_entity_id, 2, s.of_invoice_id, s.of_line_no, s.invoice_id, 0, 200000, 0, now() from service_credit s where lease_id = $1`, [shop.leaseId]))
      .rejects.toThrow('credits exceed');
    await expect(harness.admin.query('update service_credit_seat set net_minor = 1 where lease_id = $1', [shop.leaseId])).rejects.toThrow();
    const { rows } = await harness.admin.query<{ id: string }>("select i.id from invoice i where i.lease_id = $1 and i.sequence = 2", [shop.leaseId]);
    await harness.admin.query('alter table service_credit_seat disable trigger all');
    await harness.admin.query('update service_credit_seat set net_minor = net_minor + 1 where lease_id = $1', [shop.leaseId]);
    const { differences } = await harness.app.get(VerifyInvoice).run(shop.tenantId, rows[0]!.id);
    expect(differences).toEqual([{ line: 1, subject: { kind: 'seat', id: '1' }, field: 'netMinor', stored: '6668', computed: '6667' }]);
  });
});

describe('measured unavailability', () => {
  it('is credited beyond what the contract tolerates, with maintenance apart, and shown beforehand with the month’s availability', async () => {
    const tenantId = await harness.newTenant();
    const serviceLevel = { creditBasis: 'by-time' as const, dayThresholdMinutes: 0, toleratedMinutes: 60, capPercent: 50 };
    await harness.app.get(SetPrices).ownPrice(OPERATOR, tenantId, { planCode: 'standard', terms: { seatMonthly: '2000.00', serviceLevel }, from: null, until: null, reason: 'agreed' });
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats: 2, months: 12, startOn: civilDate('2026-10-09') });
    const found = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    const shop = Shop.of(harness, tenantId, found.rows[0]!.id);
    await shop.pay('8240.00', 'opening');
    await until(harness, '2026-10-20T12:00:00+08:00');
    await maintained(shop.tenantId, '2026-10-18T00:00', '2026-10-18T04:00', []);
    await failed(shop.tenantId, '2026-10-18T02:00', '2026-10-18T10:00', [['2026-10-18T04:00', '2026-10-18T10:00']]);
    const level = async (tenantId = shop.tenantId, month: string | null = null) =>
      serviceLevelView(await harness.app.get(ReadServiceLevel).run(tenantId, shop.leaseId, month === null ? null : civilDate(`${month}-01`)));
    const before = await level();
    const held = (11 * 24 + 12) * 3600; // since the 9th
    expect(before.availability).toEqual([{
      seats: [1, 2], promisedSeconds: held - 4 * 3600, maintenanceSeconds: 4 * 3600, outageSeconds: 6 * 3600, availablePercent: '97.7941', // 1 − 6 ÷ 272
    }]);
    expect(before.interruptions.map(({ kind, creditableSeconds }) => [kind, creditableSeconds])).toEqual([['maintenance', 0], ['outage', 6 * 3600]]);
    expect(before).toMatchObject({
      month: '2026-10', terms: { toleratedMinutes: 60, capPercent: 50 }, credits: [],
      coming: { seats: 2, net: '26.88', tax: '1.61', total: '28.49', by: 'invoice', on: '2026-11-02' }, // 5 of 24 hours of 31 days: 13.44 a seat
    });
    await until(harness, '2026-11-02T09:00:00+08:00');
    expect((await linesOf(shop)).map(({ net, tax }) => [net, tax])).toEqual([['-2688', '-161']]);
    const after = await level();
    expect(after).toMatchObject({ month: '2026-11', coming: null, credits: [{ by: 'invoice', net: '26.88', seats: 2 }] });
    expect(after.credits[0]!.documentNumber).toMatch(/^SLI-/);
    expect((await level(shop.tenantId, '2026-10')).availability[0]).toMatchObject({ promisedSeconds: 23 * 86_400 - 4 * 3600, availablePercent: '98.9051' });
    expect(await refusalOf(level(await harness.newTenant()))).toBe('not-found');
    await identical(shop);
  });
});

describe('an outage that was wrong', () => {
  it('counts for nothing once it is withdrawn, told twice or in another order, and for its tenant only', async () => {
    const [shop, other] = [await Shop.openPaid(harness, 1, '2026-11-03'), await Shop.openPaid(harness, 1, '2026-11-03')];
    await until(harness, '2026-11-12T12:00:00+08:00');
    const wrong = await failed(shop.tenantId, '2026-11-10T00:00', '2026-11-11T00:00');
    await heard(other.tenantId, 'tenancy.outage-recorded', wrong);
    await Promise.all([takenBack(shop.tenantId, wrong), takenBack(shop.tenantId, wrong, beside)]);
    const first = { ...wrong, outageId: randomUUID() };
    await takenBack(shop.tenantId, first);
    await heard(shop.tenantId, 'tenancy.outage-recorded', first); // heard of only after it was withdrawn
    const level = serviceLevelView(await harness.app.get(ReadServiceLevel).run(shop.tenantId, shop.leaseId, null));
    expect(level).toMatchObject({ coming: null, availability: [{ outageSeconds: 0 }] });
    expect(level.interruptions.map(({ creditableSeconds, withdrawn }) => [creditableSeconds, withdrawn])).toEqual([[0, 'the wrong carrier'], [0, 'the wrong carrier']]);
    expect(await harness.app.get(CreditedOutages).of(wrong.outageId)).toEqual({ leases: 2, credited: 0 });
    await until(harness, '2026-11-28T09:00:00+08:00');
    expect(await linesOf(shop)).toEqual([]);
    expect((await linesOf(other)).map(({ net }) => net)).toEqual(['-6667']);
    expect(await harness.app.get(CreditedOutages).of(wrong.outageId)).toEqual({ leases: 2, credited: 1 });
    await identical(shop);
    await identical(other);
  });

  it('stays credited where it was, whoever says what: the invoice was first', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-11-29');
    await until(harness, '2026-12-05T12:00:00+08:00');
    const wrong = await failed(shop.tenantId, '2026-12-03T00:00', '2026-12-04T00:00');
    await until(harness, '2026-12-23T09:00:00+08:00');
    const given = await linesOf(shop);
    expect(given).toHaveLength(1);
    await takenBack(shop.tenantId, wrong);
    expect(await harness.count('select count(*) from service_interruption_withdrawal where lease_id = $1', [shop.leaseId])).toBe(0);
    await expect(harness.admin.query(`
      insert into service_interruption_withdrawal (tenant_id, lease_id, sequence, reason, withdrawn_at) values ($1, $2, 1, 'at any price', now())`, [shop.tenantId, shop.leaseId]))
      .rejects.toThrow('an interruption of which time was given back is not withdrawn');
    await until(harness, '2027-01-23T09:00:00+08:00');
    expect(await linesOf(shop)).toEqual(given);
    await identical(shop);
  });

  it('withdrawn in the second of the invoice run is credited whole or not at all', async () => {
    const shops = [await Shop.openPaid(harness, 1, '2027-01-24'), await Shop.openPaid(harness, 1, '2027-01-24'), await Shop.openPaid(harness, 1, '2027-01-24')];
    await until(harness, '2027-02-05T12:00:00+08:00');
    const wrong = await Promise.all(shops.map(({ tenantId }) => failed(tenantId, '2027-02-03T00:00', '2027-02-04T00:00')));
    await Promise.all([until(harness, '2027-02-17T09:00:00+08:00'), ...shops.map(({ tenantId }, place) => takenBack(tenantId, wrong[place]!, beside))]);
    await until(harness, '2027-02-18T09:00:00+08:00');
    for (const shop of shops) {
      const withdrawn = await harness.count('select count(*) from service_interruption_withdrawal where lease_id = $1', [shop.leaseId]);
      expect((await linesOf(shop)).map(({ net }) => net)).toEqual(withdrawn === 1 ? [] : ['-6452']);
      await identical(shop);
    }
  });
});
