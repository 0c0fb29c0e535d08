import { civilDateAt, zone } from '@seatline/kernel';
import type { Behaviour, Voice } from '../support/carrier-rig';
import { Person } from './person';
import { PASSWORD, type ProductRig } from './product-rig';
import { dialWith, type PlacedCall, PublicNetwork, register, type SipLogin, Telephone } from './telephones';
import { until } from './until';

const ZONE = zone('Asia/Shanghai');

/** An agent with a telephone of their own; the seat's login comes with each log-in. */
export class AgentAtWork {
  /** What the last log-in gave; null before it. */
  login: SipLogin | null = null;

  constructor(
    private readonly rig: ProductRig,
    readonly person: Person,
    readonly memberId: string,
    readonly seatId: string,
    readonly telephone: Telephone,
    private readonly voice: Voice,
  ) {}

  /** Takes the seat in the portal, and registers the telephone with what the portal tells. */
  async takeSeat(): Promise<void> {
    await this.telephone.close();
    const { sip } = await this.person.must('post', '/v1/agent/seat', { seatId: this.seatId });
    this.login = { username: sip.username, secret: sip.secret };
    if (!(await register(this.rig, this.login, this.telephone.port))) throw new Error('the telephone was not let in');
  }

  /** At the seat, with a telephone that does this, and ready. */
  async atWork(behaviour: Behaviour): Promise<void> {
    if ((await this.desk()).seat === null || this.login === null) await this.takeSeat();
    await this.telephone.does(behaviour);
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.person.must('put', '/v1/agent/state', { state: 'ready' });
  }

  /** Busy; what nobody at a seat need be told. */
  async rest(): Promise<void> {
    if ((await this.desk()).seat !== null) await this.person.must('put', '/v1/agent/state', { state: 'busy' });
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the desk as the API shows it
  desk(): Promise<any> {
    return this.person.must('get', '/v1/agent');
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  is(state: string): Promise<any> {
    return until(`${this.person.email} is ${state}`, () => this.desk(), (desk) => desk.state === state);
  }

  /** Ends the present call by the button of the desk. */
  async hangUp(): Promise<void> {
    const { call } = await this.desk();
    await this.person.must('post', `/v1/agent/calls/${call.id}/hangup`);
  }

  dial(number: string): Promise<PlacedCall> {
    if (!this.login) throw new Error('nobody sits here');
    return dialWith(this.rig, this.login, number, this.voice);
  }
}

export interface HouseWishes {
  readonly name: string;
  /** One seat each. */
  readonly agents: number;
  readonly number: string;
  readonly ringTimeoutSeconds?: number;
}

/** A tenant that has rented, paid for and furnished its call centre by the routes that its people and the operator use. */
export class TenantHouse {
  queueId = '';
  trunkId = '';
  leaseId = '';
  readonly agents: AgentAtWork[] = [];

  private constructor(
    readonly rig: ProductRig,
    readonly id: string,
    readonly admin: Person,
    readonly network: PublicNetwork,
    readonly wishes: HouseWishes,
  ) {}

  static async open(rig: ProductRig, wishes: HouseWishes): Promise<TenantHouse> {
    const slug = wishes.name.toLowerCase();
    const terms = { name: wishes.name, zone: ZONE, currency: 'CNY', country: 'CN', adminEmail: `admin@${slug}.test` };
    const { id, invitationLink } = await rig.operator.must('post', '/v1/operator/tenants', terms);
    const admin = await joinAs(rig, invitationLink, terms.adminEmail);
    const house = new TenantHouse(rig, id, admin, await PublicNetwork.behindATrunk(rig), wishes);
    await house.rentSeats();
    await house.employ();
    await house.connect();
    return house;
  }

  get number(): string {
    return this.wishes.number;
  }

  agent(index: number): AgentAtWork {
    const agent = this.agents[index];
    if (!agent) throw new Error(`there is no agent ${index}`);
    return agent;
  }

  callIn(call: { from: string; voice?: Voice; abandonAfterMs?: number }): Promise<PlacedCall> {
    return this.network.callIn({ to: this.number, ...call });
  }

  /** Pays whatever is open by a bank transfer that the operator books. */
  async payAll(reference: string): Promise<void> {
    const { items } = await this.admin.must('get', '/v1/invoices');
    const openMinor = items.reduce((sum: number, invoice: { open: string }) => sum + Math.round(Number(invoice.open) * 100), 0);
    const transfer = { amount: (openMinor / 100).toFixed(2), reference };
    await this.rig.operator.must('post', `/v1/operator/tenants/${this.id}/leases/${this.leaseId}/payments`, transfer);
  }

  /** Seats that the portal shows as active. */
  async seatsAre(state: string): Promise<{ id: string; state: string; cause: string | null }[]> {
    const { items } = await until(
      `seats ${state}`,
      () => this.admin.must('get', '/v1/seats'),
      (page) => page.items.length === this.wishes.agents && page.items.every((seat: { state: string }) => seat.state === state),
    );
    return items;
  }

  /** The records of ended legs, a carrier's leg before a seat's, as soon as there are so many since the given instant. */
  cdrs(count: number, since = 0) {
    return until(
      `${count} records`,
      () =>
        this.rig.rows(
          `select * from cdr where tenant_id = $1 and started_at >= to_timestamp($2::float8 / 1000) order by started_at, carrier_leg desc, version`,
          [this.id, since],
        ),
      (rows) => rows.length >= count,
    );
  }

  private async rentSeats(): Promise<void> {
    const { agents: seats } = this.wishes;
    const order = { planCode: 'standard', seats, months: 12, startOn: civilDateAt(this.rig.now(), ZONE) };
    const placed = await this.admin.must('post', '/v1/orders', order);
    this.leaseId = placed.leaseId;
    await this.payAll(`first of ${this.wishes.name}`);
    await this.seatsAre('active');
  }

  private async employ(): Promise<void> {
    const { items: seats } = await this.admin.must('get', '/v1/seats');
    for (const [index, seat] of seats.entries()) {
      const email = `agent${index}@${this.wishes.name.toLowerCase()}.test`;
      const { link } = await this.admin.must('post', '/v1/invitations', { email, roles: ['agent'] });
      const person = await joinAs(this.rig, link, email);
      const { member } = await person.must('get', '/v1/session');
      await this.admin.must('put', `/v1/seats/${seat.id}/entitlements`, { memberIds: [member.id] });
      const voice = index === 0 ? 'agent' : 'other-agent';
      this.agents.push(new AgentAtWork(this.rig, person, member.id, seat.id, await Telephone.at(this.rig, voice), voice));
    }
  }

  private async connect(): Promise<void> {
    const { addresses, callee } = this.network;
    const line = { name: 'Main line', host: '127.0.0.1', port: callee.port, matchAddresses: addresses };
    this.trunkId = (await this.admin.must('post', '/v1/trunks', line)).id;
    await until('the trunk at the carrier', () => this.admin.must('get', '/v1/trunks'), (page) => page.items[0].state === 'applied');
    await this.rig.operator.must('post', '/v1/operator/number-stock', { e164: this.number, carrier: 'asterisk', country: 'CN' });
    const { items: stock } = await this.admin.must('get', '/v1/number-stock');
    const { id: stockId } = stock.find((each: { e164: string }) => each.e164 === this.number);
    const did = await this.admin.must('post', '/v1/numbers', { stockId });
    const memberIds = this.agents.map((agent) => agent.memberId);
    const { ringTimeoutSeconds = 15 } = this.wishes;
    this.queueId = (await this.admin.must('post', '/v1/queues', { name: 'Service', memberIds, ringTimeoutSeconds, wrapUpSeconds: 0 })).id;
    await this.admin.must('put', `/v1/numbers/${did.id}`, { queueId: this.queueId, label: 'Hotline' });
  }
}

/** Accepts an invitation as somebody new. */
async function joinAs(rig: ProductRig, link: string, email: string): Promise<Person> {
  const token = link.split('/').at(-1) ?? '';
  const answer = await fetch(`${rig.url}/v1/invitations/${token}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ displayName: email.split('@')[0], password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${email} could not join: ${answer.status} ${await answer.text()}`);
  return new Person(rig.url, email, PASSWORD);
}
