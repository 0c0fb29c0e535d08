import { setTimeout as sleep } from 'node:timers/promises';
import { AgentDesk, TakeSeat } from '@seatline/acd';
import { civilDateAt, SYSTEM_CLOCK, zone } from '@seatline/kernel';
import type { TenantPrincipal } from '@seatline/server';
import { ManageNumbers, ManageTrunks, StockNumbers } from '@seatline/telephony';
import { AddMember } from '@seatline/tenancy';
import { OPERATOR, type Product } from '../product';
import type { Login } from './sip-message';

/** A tenant with one agent at one seat behind one number, everything made by the product's use cases. */
export class Office {
  private constructor(
    private readonly product: Product,
    private readonly memberId: string,
    readonly phone: Login,
  ) {}

  /** @param callerAt where the trunk's calls come from. */
  static async open(product: Product, number: string, callerAt: string): Promise<Office> {
    const tenantId = await product.leaseSeats(1, civilDateAt(SYSTEM_CLOCK.now(), zone('Asia/Shanghai')));
    const { memberId } = await product.get(AddMember).run(tenantId, { email: 'agent@bench.example', displayName: 'Agent', password: 'a long password of the bench', locale: 'en', roles: ['agent'] });
    const who: TenantPrincipal = { ...OPERATOR, tenantId, memberId };
    const seatId = await activeSeat(product);
    await product.database.rows('insert into seat_entitlement (tenant_id, seat_id, member_id) values ($1, $2, $3)', [tenantId, seatId, memberId]);
    const queueId = await openQueue(product, tenantId, memberId);
    const [host, port] = callerAt.split(':');
    const trunk = { name: 'Bench', host: host!, port: Number(port), username: null, secret: null, matchAddresses: [callerAt], register: false };
    await product.get(ManageTrunks).enter(who, trunk);
    const stockId = await product.get(StockNumbers).add(OPERATOR, { e164: number, carrier: 'asterisk', country: 'CN' });
    const numberId = await product.get(ManageNumbers).rent(who, stockId);
    await product.get(ManageNumbers).bind(who, numberId, { queueId, label: '' });
    await until('the trunk at Asterisk', () => isThere(product, 'select 1 from trunk where applied_gen = desired_gen'));
    const { sip } = await product.get(TakeSeat).run(tenantId, memberId, seatId);
    if (!sip) throw new Error('the seat has no SIP login');
    await product.get(AgentDesk).setState(tenantId, memberId, 'ready', null);
    return new Office(product, memberId, sip);
  }

  /** The agent has done with the last call and takes the next. */
  async ready(): Promise<void> {
    await until('the agent', () => isThere(this.product, "select 1 from agent where member_id = $1 and state = 'ready'", [this.memberId]));
  }
}

async function openQueue(product: Product, tenantId: string, memberId: string): Promise<string> {
  const [queue] = await product.database.rows<{ id: string }>(
    "insert into queue (tenant_id, name, wrap_up_seconds, created_at) values ($1, 'Bench', 0, now()) returning id", [tenantId]);
  await product.database.rows('insert into queue_member (tenant_id, queue_id, member_id) values ($1, $2, $3)', [tenantId, queue!.id, memberId]);
  return queue!.id;
}

async function activeSeat(product: Product): Promise<string> {
  await until('the seat at Asterisk', () => isThere(product, "select 1 from seat where state = 'active'"));
  const [seat] = await product.database.rows<{ id: string }>('select id from seat');
  return seat!.id;
}

async function isThere(product: Product, query: string, values: unknown[] = []): Promise<boolean> {
  return (await product.database.rows(query, values)).length > 0;
}

async function until(what: string, holds: () => Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what} was not ready within ${seconds} s`);
    await sleep(20);
  }
}
