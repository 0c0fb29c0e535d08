import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamicModule, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { BILLING_PROBLEMS } from '@seatline/billing-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, DatabaseModule, PERMISSION, type Principal, Problem, PUBLIC_REASON, ServerModule } from '@seatline/server';
import supertest from 'supertest';
import { BILLING_ENTITIES, BillingModule } from '../src/billing.module';
import { FakeStripe } from '../src/gateways/fake/fake-stripe';
import { StripePaymentGateway } from '../src/gateways/stripe/stripe.payment-gateway';
import { CARRIED_CALLS } from '../src/ports/carried-calls';
import { PAYMENT_GATEWAY } from '../src/ports/payment-gateway';
import { BillingHarness, OPERATOR } from './harness';
import { Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
let app: NestFastifyApplication;
/** Who the next request speaks for; sessions and guards are the application's. */
let principal: Principal;

@Module({})
class HttpBindings {
  static with(clock: Clock): DynamicModule {
    const providers = [{ provide: CLOCK, useValue: clock }, { provide: PAYMENT_GATEWAY, useValue: new StripePaymentGateway(new FakeStripe(clock).access('http://seatline.test'), clock) }, { provide: CARRIED_CALLS, useValue: { among: async () => new Set() } }];
    return { module: HttpBindings, global: true, providers, exports: [CLOCK, PAYMENT_GATEWAY, CARRIED_CALLS] };
  }
}

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
  const settings = { adminUrl: harness.database.adminUrl, secret: harness.database.secret, poolSize: 4 };
  const root = { module: class Root {}, imports: [HttpBindings.with(harness.clock), DatabaseModule.forRoot(settings, BILLING_ENTITIES), ServerModule, BillingModule] };
  const adapter = new FastifyAdapter();
  adapter.getInstance().addHook('onRequest', (request, _reply, done) => {
    Object.assign(request, { principal });
    done();
  });
  app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: ['error'], abortOnError: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters({
    catch: (error: unknown, host) => {
      const reply = host.switchToHttp().getResponse();
      if (error instanceof Problem) reply.code(422).send({ code: error.code, facts: error.facts });
      else reply.code((error as { getStatus?: () => number }).getStatus?.() ?? 500).send({ message: String(error) });
    },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  principal = { ...OPERATOR, tenantId: shop.tenantId, memberId: OPERATOR.personId };
});
afterAll(async () => {
  await app.close();
  await harness.stop();
});

const get = async (path: string) => (await supertest(app.getHttpServer()).get(path)).body;
const post = (path: string, body: object = {}) => supertest(app.getHttpServer()).post(path).send(body);

describe('a tenant', () => {
  it('sees plans, quotes an order and places it, and pays it', async () => {
    expect((await get('/plans')).items).toEqual([expect.objectContaining({ code: 'standard', seatMonthly: '2000.00', taxPercent: '6.000000', depositMonths: 1 })]);
    const wanted = { planCode: 'standard', seats: 3, months: 12, startOn: '2026-03-01' };
    const quoted = await post('/quotes', wanted);
    expect([quoted.status, quoted.body.total, quoted.body.monthly, quoted.body.leaseId]).toEqual([200, '12360.00', '6360.00', shop.leaseId]);
    const placed = await post('/orders', wanted);
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({ status: 'standing', total: '12360.00', invoiceId: null, lapsesOn: '2026-03-09' });
    const paid = await post(`/orders/${placed.body.id}/payments`);
    expect(paid.body).toMatchObject({ amount: '12360.00', source: 'gateway', unapplied: '0.00', allocations: [{ amount: '12360.00' }] });
    expect((await get('/orders')).items.map((order: { status: string; seats: number }) => [order.seats, order.status])).toEqual([[3, 'filled'], [2, 'filled']]);
  });

  it('sees its lease, invoices, payments, notices and usage, page by page', async () => {
    expect((await get(`/leases/${shop.leaseId}`))).toMatchObject({ number: 'SL-2026-000001', status: 'in-service', seats: 5, deposit: '10000.00', receivable: '0.00' });
    const first = await get('/invoices?limit=1');
    const second = await get(`/invoices?limit=1&cursor=${first.nextCursor}`);
    expect([first.items[0].number, second.items[0].number, second.nextCursor]).toEqual(['SLI-2026-000002', 'SLI-2026-000001', null]);
    expect((await get('/invoices?status=paid')).items).toHaveLength(2);
    expect((await get('/invoices?status=overdue&kind=rent')).items).toEqual([]);
    const detail = await get(`/invoices/${second.items[0].id}`);
    expect(detail).toMatchObject({ status: 'paid', gateway: true, bank: { accountName: 'Seatline' }, creditNotes: [] });
    const asListed = { seatPrice: '2000.00', priceBasis: null, fee: null };
    expect(detail.lines).toEqual([
      { ...asListed, kind: 'rent', seats: 2, unitPrice: '2000.00', fromOn: '2026-03-01', toOn: '2026-04-01', days: 31, periodDays: 31, calls: null, net: '4000.00', tax: '240.00' },
      { ...asListed, kind: 'deposit', seats: 2, unitPrice: '2000.00', fromOn: null, toOn: null, days: null, periodDays: null, calls: null, net: '4000.00', tax: '0.00' },
    ]);
    expect((await get('/payments')).items).toHaveLength(2);
    expect((await get('/notices')).items[0]).toMatchObject({ kind: 'invoice-issued', channels: ['portal'] });
    expect((await get('/usage')).items).toEqual([]);
  });

  it('asks what would be, and is told every fault of the question', async () => {
    const events = [{ at: '2026-03-20T09:00:00+08:00', do: 'remove-seats', seats: 1, when: 'now' }];
    const told = await post(`/leases/${shop.leaseId}/simulate`, { events, until: '2026-05-01T00:00:00+08:00' });
    expect(told.status).toBe(200);
    expect(told.body.conserved).toBe(true);
    expect(told.body.timeline.map((entry: { what: string }) => entry.what)).toContain('credit-note');
    expect(await harness.count('select count(*) from credit_note')).toBe(0);
    const wrong = await post(`/leases/${shop.leaseId}/simulate`, { events: [{ at: 'x', do: 'fly' }], until: '2026-05-01T00:00:00+08:00' });
    expect([wrong.body.code, wrong.body.facts.faults]).toEqual(['story.bad', expect.stringContaining('events[0]')]);
    const past = await post(`/leases/${shop.leaseId}/simulate`, { events: [], until: '2026-02-01T00:00:00+08:00' });
    expect(past.body.code).toBe('story.bad');
  });

  it('finds nothing of another tenant', async () => {
    const stranger = await Shop.openPaid(harness, 1, '2026-03-01');
    const { rows } = await harness.admin.query<{ invoice: string; order: string }>(
      'select i.id as invoice, o.id as order from invoice i join lease_order o using (tenant_id, lease_id) where lease_id = $1',
      [stranger.leaseId],
    );
    const { invoice, order } = rows[0]!;
    const asked = [
      get(`/leases/${stranger.leaseId}`), get(`/leases/${stranger.leaseId}/arrears`), get(`/invoices/${invoice}`),
      post(`/invoices/${invoice}/payments`).then((answer) => answer.body), post(`/orders/${order}/payments`).then((answer) => answer.body),
      post(`/leases/${stranger.leaseId}/seat-removals`, { seats: 1, when: 'now' }).then((answer) => answer.body),
      post(`/leases/${stranger.leaseId}/simulate`, { events: [], until: '2026-05-01T00:00:00+08:00' }).then((answer) => answer.body), get('/leases/no-id'),
    ];
    expect((await Promise.all(asked)).map((body) => body.code)).toEqual(asked.map(() => 'not-found'));
  });
});

describe('the operator', () => {
  const under = () => `/operator/tenants/${shop.tenantId}/leases/${shop.leaseId}`;

  it('books a transfer, holds, explains, uploads and ends', async () => {
    await until(harness, '2026-04-05T10:00:00+08:00');
    expect((await get('/operator/arrears')).items).toEqual(
      expect.arrayContaining([expect.objectContaining({ leaseId: shop.leaseId, status: 'overdue', toPay: '10600.00', suspensionAt: '2026-04-16T16:00:00.000Z' })]),
    );
    expect((await post(`${under()}/holds`, { untilOn: '2026-04-30', reason: 'promise to pay' })).status).toBe(204);
    expect(await get(`${under()}/arrears`)).toMatchObject({ status: 'held', hold: { untilOn: '2026-04-30', reason: 'promise to pay' } });
    expect((await post(`${under()}/holds`, { untilOn: '2026-04-01', reason: 'late' })).body.code).toBe('hold.in-past');
    const transfer = { amount: '10700.00', valueOn: '2026-04-04', reference: 'ICBC 77' };
    const booked = await post(`${under()}/payments`, transfer);
    expect(booked.body).toMatchObject({ amount: '10700.00', unapplied: '100.00', valueOn: '2026-04-04' });
    expect((await post(`${under()}/payments`, transfer)).body.id).toBe(booked.body.id);
    expect(await get(`${under()}/arrears`)).toMatchObject({ status: 'clear', toPay: '0.00' });
    expect(await get(`${under()}/arrears?at=2026-04-03T00:00:00Z`)).toMatchObject({ status: 'overdue', toPay: '10600.00' });
    expect((await post(`${under()}/end`, { on: '2026-04-20', reason: 'agreed' })).status).toBe(204);
    expect((await get('/operator/leases?status=in-service')).items.map((lease: { id: string }) => lease.id)).toContain(shop.leaseId);
    expect((await get(under())).endOn).toBe('2026-04-20');
  });

  it('uploads a deck and sees which is in force until when', async () => {
    const csv = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,0.10,0,6,6,,';
    const { id } = (await post('/operator/decks', { direction: 'outbound', csv })).body;
    expect((await get('/operator/decks')).items[0]).toMatchObject({ id, state: 'staged', effectiveFrom: null });
    expect(await get(`/operator/decks/${id}/comparison`)).toMatchObject({ deckId: id, currency: 'CNY', total: { calls: 0, difference: '0.000000' }, tenants: [] });
    expect((await post(`/operator/decks/${id}/activate`, { effectiveFrom: '2020-05-01T00:00:00+08:00' })).body.code).toBe('deck.in-past');
    expect((await post(`/operator/decks/${id}/activate`, { effectiveFrom: '2026-05-01T00:00:00+08:00' })).status).toBe(200);
    expect((await post(`/operator/decks/${id}/discard`)).body.code).toBe('deck.activated-already');
    const decks = (await get('/operator/decks')).items;
    expect(decks.map((deck: { direction: string; version: number; effectiveTo: string | null }) => [deck.direction, deck.version, deck.effectiveTo]).sort()).toEqual([
      ['inbound', 1, null], ['outbound', 1, '2026-04-30T16:00:00.000Z'], ['outbound', 2, null],
    ]);
    expect((await post('/operator/decks', { direction: 'outbound', csv: 'nonsense' })).body.code).toBe('deck.bad-file');
    expect((await get('/operator/unrated-calls')).items).toEqual([]);
    expect((await post('/operator/unrated-calls/rate')).body).toEqual({ rated: 0, left: 0 });
  });

  it.each([
    ['payments', { amount: 5, reference: 'x' }],
    ['payments', { amount: '5.00', reference: ' ' }],
    ['payments', { amount: '5.00', reference: 'x', valueOn: 'yesterday' }],
    ['holds', { untilOn: '2026-05-01' }],
    ['waiver', { reason: '' }],
    ['end', { on: '01.02.2026', reason: 'x' }],
    ['end', { on: '2026-04-20', reason: 'x', more: 1 }],
  ])('is told what is wrong with %s %j', async (act, body) => {
    expect((await post(`${under()}/${act}`, body)).status).toBe(400);
  });
});

describe('the description of the routes', () => {
  it('gives every route an operation of its own and a permission, or says why it is public', () => {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path as Record<string, { operationId?: string }>));
    const ids = operations.map((operation) => operation.operationId).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(operations.length);
    const controllers = Reflect.getMetadata('controllers', BillingModule) as (new () => object)[];
    for (const { prototype } of controllers) {
      const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([name]) => name !== 'constructor');
      for (const [name, { value }] of methods.filter((each) => Reflect.hasMetadata('path', each[1].value as object))) {
        const access = String(Reflect.getMetadata(PERMISSION, value as object) ?? Reflect.getMetadata(PUBLIC_REASON, value as object));
        expect(`${name} ${access}`).toMatch(/^\w+ (billing|operator|tenant):|^stripe its signature is the proof$/);
      }
    }
  });

  it('has a message in both languages for every refusal, with the same facts', () => {
    const factsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
    for (const { en, zh, status } of Object.values(BILLING_PROBLEMS)) {
      expect(factsOf(zh)).toEqual(factsOf(en));
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});
