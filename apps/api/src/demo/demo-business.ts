import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { civilDateAt, SYSTEM_CLOCK, zone } from '@seatline/kernel';
import { addDemoBooks } from './demo-books';
import { DemoClient } from './demo-client';
import { emailOf } from './sign-ins';

interface List<Item> {
  readonly items: readonly Item[];
}
interface Lease {
  readonly id: string;
}
interface Invoice {
  readonly number: string;
  readonly open: string;
}
interface Seat {
  readonly id: string;
  readonly state: string;
}

const SEATS = 5;
const MONTHS = 12;
const DEMO_NUMBERS = ['+862150001234', '+862150001235', '+864000505050'] as const;
const PATIENCE_MS = 20_000;

/** The demo's tenant at work: a lease that is paid, seats that are active, numbers that ring a queue of two agents. Made once. */
export async function addDemoBusiness(app: NestFastifyApplication, tenantId: string, members: ReadonlyMap<string, string>, carrier: string): Promise<void> {
  const admin = await DemoClient.signIn(app, emailOf('tenant admin'));
  const { items: leases } = await admin.send<List<Lease>>('GET', '/leases');
  if (leases.length > 0) return;
  const operator = await DemoClient.signIn(app, emailOf('operator'));
  await rentSeats(admin, operator, tenantId);
  const seats = await activeSeats(admin);
  const agents = [emailOf('agent', 0), emailOf('agent', 1)].map((email) => members.get(email) ?? '');
  for (const seat of seats) await admin.send('PUT', `/seats/${seat.id}/entitlements`, { memberIds: agents });
  await openLines(admin, operator, agents, carrier);
  await addDemoBooks(admin, operator);
}

async function rentSeats(admin: DemoClient, operator: DemoClient, tenantId: string): Promise<void> {
  const today = civilDateAt(SYSTEM_CLOCK.now(), zone('Asia/Shanghai'));
  await admin.send('POST', '/orders', { planCode: 'standard', seats: SEATS, months: MONTHS, startOn: today });
  const { items: leases } = await admin.send<List<Lease>>('GET', '/leases');
  const { items: invoices } = await admin.send<List<Invoice>>('GET', '/invoices');
  const [invoice] = invoices;
  if (!invoice || !leases[0]) throw new Error('the demo’s order made no invoice');
  await operator.send('POST', `/operator/tenants/${tenantId}/leases/${leases[0].id}/payments`, { amount: invoice.open, valueOn: today, reference: `DEMO-${invoice.number}` });
}

/** Seats are provisioned by jobs after the payment. What is not active in time is shown as it is; a demo is not held up by it. */
async function activeSeats(admin: DemoClient): Promise<readonly Seat[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { items } = await admin.send<List<Seat>>('GET', '/seats');
    if ((items.length > 0 && items.every((seat) => seat.state === 'active')) || performance.now() > deadline) return items;
    await sleep(100);
  }
}

async function openLines(admin: DemoClient, operator: DemoClient, agents: readonly string[], carrier: string): Promise<void> {
  const queue = await admin.send<{ id: string }>('POST', '/queues', { name: '客户热线 Hotline', memberIds: agents });
  await admin.send('POST', '/trunks', { name: '演示中继 Demo trunk', host: '127.0.0.1', port: 5080 });
  const { items: stocked } = await operator.send<List<{ e164: string }>>('GET', '/operator/number-stock');
  for (const e164 of DEMO_NUMBERS) {
    if (!stocked.some((each) => each.e164 === e164)) await operator.send('POST', '/operator/number-stock', { e164, carrier, country: 'CN' });
  }
  const { items: free } = await admin.send<List<{ id: string; e164: string }>>('GET', '/number-stock');
  const first = free.find((each) => each.e164 === DEMO_NUMBERS[0]);
  if (!first) return; // rented by somebody who tried the product before the demo was whole
  const number = await admin.send<{ id: string }>('POST', '/numbers', { stockId: first.id });
  await admin.send('PUT', `/numbers/${number.id}`, { queueId: queue.id, label: '热线 Hotline' });
}
