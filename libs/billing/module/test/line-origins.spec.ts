import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import type { Principal, TenantPrincipal } from '@seatline/server';
import { LineOriginsController, OperatorLineOriginsController } from '../src/http/line-origins.controller';
import type { LegRecord } from '../src/persistence/usage';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { RecordUsage } from '../src/use-cases/record-usage';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
let member: TenantPrincipal;
let invoices: string[];

const leg = (callId: string, milliseconds: number, seatId: string): LegRecord => ({
  source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: '+8613800138000',
  answeredAt: instant('2026-03-11T10:00:00+08:00'), milliseconds, seatId, memberId: null, leaseId: null,
});

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
  member = { ...(OPERATOR as Principal), tenantId: shop.tenantId, memberId: OPERATOR.personId } as TenantPrincipal;
  await until(harness, '2026-03-20T09:00:00+08:00');
  await shop.order(3);
  await shop.pay('12000.00', 'order', { forOrder: true });
  const { rows: seats } = await harness.admin.query<{ seat_id: string }>('select seat_id from lease_seat where lease_id = $1 order by number', [shop.leaseId]);
  await harness.admin.query("insert into seat (tenant_id, id, lease_id, number, label, state, created_at) values ($1, $2, $3, 1, 'Window', 'active', now())", [shop.tenantId, seats[0]!.seat_id, shop.leaseId]);
  await harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, [61_000, 1_000, 125_000].map((ms, place) => leg(`call-${place}`, ms, seats[0]!.seat_id))));
  await until(harness, '2026-04-05T09:00:00+08:00');
  await harness.app.get(LeaseCommands).removeSeats(OPERATOR, shop.tenantId, shop.leaseId, { seats: 1, when: 'now' }, 'agreed');
  const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1 order by sequence', [shop.leaseId]);
  invoices = rows.map((row) => row.id);
});
afterAll(() => harness.stop());

const routes = () => new LineOriginsController(harness.tenants);

describe('what made an invoice’s lines', () => {
  it('is price × days ÷ days of the period for rent added inside a period, with the contract’s clause', async () => {
    const { items } = await routes().origins(member, invoices[1]!);
    expect(items).toEqual([
      {
        line: 1, kind: 'rent', leaseNumber: 'SL-2026-000001', contractVersion: 1, planCode: 'standard', planVersion: 1, clause: 'rent', clauseNumber: 1, dayCount: 'actual',
        fromOn: '2026-03-20', toOn: '2026-04-01', seats: 3, price: '2000.00', days: 12, periodDays: 31, perSeat: '774.19', calls: null, cost: null,
        includedSeconds: null, includedUsedSeconds: null, includedCost: null, lateFee: null,
        net: '2322.57', taxPercent: '6.000000', tax: '139.35', credits: [],
      },
      expect.objectContaining({ line: 2, kind: 'deposit', clause: 'deposit', clauseNumber: 2, seats: 3, perSeat: '2000.00', taxPercent: '0.000000', tax: '0.00' }),
    ]);
  });

  it('is each seat with its days and its share, page by page, the shares summing to the line', async () => {
    const first = await routes().seats(member, invoices[1]!, { line: 1, limit: 2 });
    const second = await routes().seats(member, invoices[1]!, { line: 1, limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map((seat) => [seat.number, seat.fromOn, seat.toOn, seat.days, seat.net])).toEqual(
      [3, 4, 5].map((number) => [number, '2026-03-20', '2026-04-01', 12, '774.19']));
    expect(second.nextCursor).toBeNull();
    expect((await routes().seats(member, invoices[0]!, { line: 2 })).items.map((seat) => [seat.label, seat.days, seat.net])).toEqual([['Window', null, '2000.00'], [null, null, '2000.00']]);
    expect((await routes().seats(member, invoices[1]!, {})).items.map((seat) => [seat.line, seat.number])).toEqual([[1, 3], [1, 4], [1, 5]]);
  });

  it('pages one by one without a seat twice or left out', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await routes().seats(member, invoices[1]!, { limit: 1, line: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((seat) => `${seat.line}/${seat.number}`));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['2/3', '2/4', '2/5']);
  });

  it('is the calls with the deck’s version, prefix, billed seconds and cost, summing to the line before its one rounding', async () => {
    const [line] = (await routes().origins(member, invoices[3]!)).items;
    expect(line).toMatchObject({ kind: 'telephone', clause: 'telephone', clauseNumber: 3, calls: 3, cost: '0.720000', net: '0.72', seats: 0, perSeat: null });
    const first = await routes().calls(member, invoices[3]!, { line: 1, limit: 2 });
    const items = [...first.items, ...(await routes().calls(member, invoices[3]!, { line: 1, limit: 2, cursor: first.nextCursor! })).items];
    expect(items.map((call) => call.callId).sort()).toEqual(['call-0', 'call-1', 'call-2']);
    expect(items.find((call) => call.callId === 'call-0')).toMatchObject({
      line: 1, callId: 'call-0', direction: 'outbound', calledNumber: '+8613800138000', seatLabel: 'Window', answeredAt: '2026-03-11T02:00:00.000Z', milliseconds: 61_000,
      deckVersion: 1, prefix: '86', perMinute: '0.120000', billedSeconds: 120, cost: '0.240000',
    });
  });

  it('says what was credited of it, by which note', async () => {
    const [line] = (await routes().origins(member, invoices[2]!)).items;
    expect(line!.credits).toEqual([{ number: 'SLC-2026-000001', issuedAt: expect.any(String), net: '1666.67', tax: '100.00' }]);
  });

  it('is nobody else’s, and the operator’s by the tenant’s name', async () => {
    const stranger = { ...member, tenantId: await harness.newTenant() };
    expect(await refusalOf(routes().origins(stranger, invoices[0]!))).toBe('not-found');
    expect(await refusalOf(routes().seats(stranger, invoices[0]!, {}))).toBe('not-found');
    expect(await refusalOf(routes().calls(stranger, invoices[3]!, {}))).toBe('not-found');
    const operator = new OperatorLineOriginsController(harness.tenants);
    expect((await operator.calls(shop.tenantId, invoices[3]!, {})).items).toHaveLength(3);
    expect((await operator.seats(shop.tenantId, invoices[3]!, {})).items).toEqual([]);
    expect(await refusalOf(operator.origins(stranger.tenantId, invoices[0]!))).toBe('not-found');
  });
});
