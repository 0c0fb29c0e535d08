import { describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { readUsage } from '../src/reads/usage';
import { RateUnrated } from '../src/use-cases/rate-unrated';
import { RecordUsage } from '../src/use-cases/record-usage';
import { UploadDeck } from '../src/use-cases/upload-deck';
import { type BillingHarness, OPERATOR } from './harness';
import { outboundLeg as leg, paidShopBeforeEach } from './paid-shop';
import { refusalOf, type Shop, until } from './shop';
import { LeaseCommands } from '../src/use-cases/lease-commands';

let harness: BillingHarness;
let shop: Shop;
paidShopBeforeEach((opened) => ({ harness, shop } = opened), 2);

const HEADER = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to';

const record = (...legs: LegRecord[]) => harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
const listed = () => harness.tenants.run(shop.tenantId, (tx) => readUsage(tx.ledger, shop.tenantId, { after: null, most: 100 }));
const statusOf = async (callId: string): Promise<string> => (await listed()).find((row) => row.call_id === callId)!.status;
const upload = (csv: string, effectiveFrom: string) =>
  harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: 'Test', effectiveFrom: instant(effectiveFrom), csv });

describe('a leg', () => {
  it('is usage with its seat, member and lease, priced by the deck in force at its answer', async () => {
    const { rows } = await harness.admin.query<{ seat_id: string }>('select seat_id from lease_seat where lease_id = $1 and number = 1', [shop.leaseId]);
    const seatId = rows[0]!.seat_id;
    await record(leg('a', '2026-03-01T09:00:00+08:00', { seatId, memberId: seatId }));
    const [call] = await listed();
    expect(call).toMatchObject({ lease_id: shop.leaseId, seat_id: seatId, status: 'rated', prefix: '86', billed_seconds: 120, cost_micros: 240000n });
  });

  it('is free when it is an agent’s, unanswered when nobody answered, and inbound as our number’s deck says: 0, and still listed', async () => {
    await record(
      leg('agent', '2026-03-01T09:00:00+08:00', { direction: 'internal', carrierLeg: false }),
      leg('nobody', null),
      leg('in', '2026-03-01T09:00:00+08:00', { direction: 'inbound' }),
    );
    expect((await listed()).map((row) => [row.call_id, row.status, row.cost_micros]).sort()).toEqual([
      ['agent', 'free', 0n], ['in', 'rated', 0n], ['nobody', 'unanswered', 0n],
    ]);
  });

  it('to an emergency number is free, though a deck has prices for its first digit', async () => {
    await upload([HEADER, '1,0.30,0,60,60,,', '86,0.12,0,60,60,,'].join('\n'), '2026-03-01T00:00:00+08:00');
    const called = (otherNumber: string) => leg(otherNumber, '2026-03-01T09:00:00+08:00', { otherNumber });
    await record(called('110'), called('+1100'), called('+12125550100'));
    expect((await listed()).map((row) => [row.call_id, row.status, row.cost_micros]).sort()).toEqual([
      ['+1100', 'rated', 600000n], ['+12125550100', 'rated', 600000n], ['110', 'free', 0n],
    ]);
  });

  it('counts once, however often and in whatever company it is reported', async () => {
    const one = leg('a', '2026-03-01T09:00:00+08:00');
    expect(await record(one)).toEqual({ stored: 1, repeated: 0, conflicting: 0 });
    expect(await record(one, one, leg('b', '2026-03-01T09:00:00+08:00'))).toEqual({ stored: 1, repeated: 2, conflicting: 0 });
    await Promise.all([record(leg('c', '2026-03-01T09:00:00+08:00')), record(leg('c', '2026-03-01T09:00:00+08:00'))]);
    expect((await listed()).map((row) => row.call_id).sort()).toEqual(['a', 'b', 'c']);
  });

  it('fault 2: that is reported again with other particulars stays as it was first, and the other report is kept for the operator', async () => {
    await record(leg('a', '2026-03-01T09:00:00+08:00'));
    expect(await record(leg('a', '2026-03-01T09:00:00+08:00', { milliseconds: 99000 }))).toEqual({ stored: 0, repeated: 1, conflicting: 1 });
    expect((await listed())[0]!.milliseconds).toBe(61000n);
    expect(await harness.count('select count(*) from usage_conflict')).toBe(1);
  });

  it('is made of telephony’s event once, through the outbox', async () => {
    const payload = {
      cdrId: 'x', callId: 'k1', legId: 'l1', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: '+8613800138000',
      answeredAt: '2026-03-01T01:00:00.000Z', milliseconds: 61000, seatId: null, memberId: null, leaseId: shop.leaseId,
    };
    for (let twice = 0; twice < 2; twice += 1) {
      await harness.admin.query(
        `with o as (insert into outbox (tenant_id, topic, payload) values ($1, 'telephony.leg-ended', $2) returning *)
         select enqueue_job('relay-domain-event', json_build_object('tenantId', tenant_id, 'outboxId', id)) from o`,
        [shop.tenantId, payload],
      );
    }
    await harness.jobs.drain();
    expect((await listed()).map((row) => [row.call_id, row.status])).toEqual([['k1', 'rated']]);
  });
});

describe('calls nobody can price', () => {
  it('fault 7: are kept without a price, listed, and cured by a deck that has one; then billed', async () => {
    await record(leg('mars', '2026-03-05T09:00:00+08:00', { otherNumber: '+99912345' }), leg('home', '2026-03-05T09:00:00+08:00'));
    expect(await statusOf('mars')).toBe('quarantined');
    const rate = harness.app.get(RateUnrated);
    expect(await rate.run(OPERATOR)).toEqual({ rated: 0, left: 1 });
    await upload(`${HEADER}\n999,6.00,0,60,60,,\n86,9.99,0,60,60,,`, '2026-03-01T00:00:00+08:00');
    expect(await statusOf('mars')).toBe('quarantined'); // a deck re-rates nothing by itself
    expect(await rate.run(OPERATOR)).toEqual({ rated: 1, left: 0 });
    expect(await rate.run(OPERATOR)).toEqual({ rated: 0, left: 0 });
    await until(harness, '2026-04-03T00:00:00+08:00');
    await harness.sweep.run();
    const { rows } = await harness.admin.query("select net_minor, calls from invoice_line where kind = 'telephone'");
    expect(rows).toEqual([{ net_minor: 1224n, calls: 2 }]); // 12.00 for Mars by the new deck, 0.24 for home as rated before
  });

  it('are billed late when they are cured after their period’s close, and say so', async () => {
    await record(leg('mars', '2026-03-05T09:00:00+08:00', { otherNumber: '+99912345' }));
    await until(harness, '2026-04-10T09:00:00+08:00');
    await upload(`${HEADER}\n999,6.00,0,60,60,,`, '2026-03-01T00:00:00+08:00');
    await harness.app.get(RateUnrated).run(OPERATOR);
    await until(harness, '2026-05-03T00:00:00+08:00');
    await harness.sweep.run();
    const [call] = await listed();
    expect([call!.status, call!.late, call!.invoice_number]).toEqual(['rated', true, expect.stringMatching(/^SLI-2026-/)]);
  });

  it('without any lease at all are kept and listed, too', async () => {
    const tenantId = await harness.newTenant();
    await harness.tenants.run(tenantId, (tx) => harness.app.get(RecordUsage).run(tx, [leg('a', '2026-03-01T09:00:00+08:00')]));
    const { rows } = await harness.admin.query('select cause from unrated_call where tenant_id = $1', [tenantId]);
    expect(rows).toEqual([{ cause: 'no-lease' }]);
  });
});

describe('a close', () => {
  it('bills a call that came before it, and the next one a call that came at its very instant', async () => {
    await record(leg('in-time', '2026-03-05T09:00:00+08:00'));
    await until(harness, '2026-04-02T23:59:59+08:00');
    await record(leg('last-second', '2026-03-31T23:59:59+08:00'));
    harness.clock.set(instant('2026-04-03T00:00:00+08:00'));
    await record(leg('too-late', '2026-03-31T23:59:59+08:00'));
    await harness.sweep.run();
    await until(harness, '2026-05-03T00:00:00+08:00');
    await harness.sweep.run();
    const calls = (await listed()).map((row) => [row.call_id, row.late, row.invoice_number]);
    const [numbers] = [new Map(calls.map(([id, , number]) => [id, number]))];
    expect(numbers.get('in-time')).toBe(numbers.get('last-second'));
    expect(numbers.get('too-late')).not.toBe(numbers.get('in-time'));
    expect(calls.find(([id]) => id === 'too-late')).toEqual(['too-late', true, expect.any(String)]);
  });

  it('and calls that arrive while it runs never lose or double one', async () => {
    await until(harness, '2026-04-02T23:59:59+08:00');
    harness.clock.set(instant('2026-04-03T00:00:00+08:00'));
    const arriving = Array.from({ length: 20 }, (_, place) => record(leg(`r${place}`, '2026-03-31T12:00:00+08:00')));
    await Promise.all([harness.sweep.run(), ...arriving, harness.sweep.run()]);
    await until(harness, '2026-05-03T00:00:00+08:00');
    await harness.sweep.run();
    expect(await harness.count('select count(*) from usage_billing')).toBe(20);
  });

  it('comes once more for a call that arrives after the lease is over', async () => {
    await harness.app.get(LeaseCommands).end(OPERATOR, shop.tenantId, shop.leaseId, { on: civilDate('2026-03-20'), reason: 'closing down' });
    await until(harness, '2026-06-15T09:00:00+08:00');
    expect(await shop.status()).toBe('ended');
    await record(leg('afterwards', '2026-03-19T12:00:00+08:00', { milliseconds: 600000 }));
    await until(harness, '2026-09-01T00:00:00+08:00');
    await harness.sweep.run();
    expect(await statusOf('afterwards')).toBe('rated');
    expect(await harness.count("select count(*) from invoice_line where kind = 'prior-period'")).toBe(1);
  });
});

describe('a rate deck', () => {
  it('is taken whole or not at all, every faulty line told', async () => {
    const decks = () => harness.count('select count(*) from rate_deck');
    const before = await decks();
    expect(await refusalOf(upload(`${HEADER}\n86,0.12,0,60,60,,\n86,0.13,0,60,60,,\nx,1,1,1,1,,`, '2026-03-02T00:00:00+08:00'))).toBe('deck.bad-file');
    expect(await refusalOf(upload('prefix,price\n86,1', '2026-03-02T00:00:00+08:00'))).toBe('deck.bad-file');
    expect(await refusalOf(upload(HEADER, '2026-03-02T00:00:00+08:00'))).toBe('deck.bad-file');
    expect(await refusalOf(upload(`${HEADER}\n"86,1,1,1,1,,`, '2026-03-02T00:00:00+08:00'))).toBe('deck.bad-file');
    expect(await decks()).toBe(before);
    await upload(`${HEADER}\n86,0.12,0,60,60,,`, '2026-03-02T00:00:00+08:00');
    expect(await refusalOf(upload(`${HEADER}\n86,0.12,0,60,60,,`, '2026-03-02T00:00:00+08:00'))).toBe('deck.effective-taken');
  });

  it('prices calls by the one in force at the answer, whatever came later', async () => {
    await upload(`${HEADER}\n86,1.00,0,60,60,,`, '2026-03-10T00:00:00+08:00');
    await record(leg('before', '2026-03-09T23:59:59+08:00'), leg('after', '2026-03-10T00:00:00+08:00'));
    const costs = new Map((await listed()).map((row) => [row.call_id, row.cost_micros]));
    expect([costs.get('before'), costs.get('after')]).toEqual([240000n, 2000000n]);
  });
});
