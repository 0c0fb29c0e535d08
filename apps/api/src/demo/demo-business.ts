import type { DemoClient } from './demo-client';
import type { DemoCompany, List } from './past/demo-company';
import { emailOf } from './sign-ins';

const SEATS = 5;
const MONTHS = 12;
const DEMO_NUMBERS = ['+862150001234', '+862150001235', '+864000505050'] as const;

/** The demo's tenant goes to work: a lease that is paid, seats that its two agents may take, a number that rings a queue of both. */
export async function openBusiness(company: DemoCompany, members: ReadonlyMap<string, string>, from: { startOn: string; carrier: string }): Promise<void> {
  await company.rents(SEATS, { startOn: from.startOn, months: MONTHS });
  const agents = [emailOf('agent', 0), emailOf('agent', 1)].map((email) => members.get(email) ?? '');
  for (const seatId of await company.seatIds()) await company.admin.send('PUT', `/seats/${seatId}/entitlements`, { memberIds: agents });
  await openLines(company.admin, company.operator, agents, from.carrier);
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
  if (!first) throw new Error('the demo’s number is not in the stock');
  const number = await admin.send<{ id: string }>('POST', '/numbers', { stockId: first.id });
  await admin.send('PUT', `/numbers/${number.id}`, { queueId: queue.id, label: '热线 Hotline' });
}
