import { AcdWork } from '@seatline/acd';
import { CarrierSessions, type SimulatedCaller, type SimulatedCarrier } from '@seatline/telephony';
import { CarrierFailure } from '@seatline/telephony-domain';
import type { Answer } from '@seatline/test-support';
import { until } from '../until';
import type { Person } from './person';
import { cst } from './story';
import type { Tenant } from './tenant';

type View = Answer['body'];

/** A call that goes on, and since when both sides talk. */
export interface Conversation {
  readonly answeredAt: string;
  hangUp(): void;
  /** What the other side hears. */
  hears(): string;
}

/** A tenant’s line to the public network, its number and its queue; and the people at the other end. */
export class Switchboard {
  private constructor(
    private readonly tenant: Tenant,
    readonly number: string,
    readonly queueId: string,
    private readonly trunkId: string,
  ) {}

  /** The tenant enters its trunk, takes a number from the operator’s stock and binds it to a queue. */
  static async isPutUp(tenant: Tenant, number: string, agents: readonly Person[]): Promise<Switchboard> {
    const { admin, story } = tenant;
    await story.operator.must('post', '/v1/operator/number-stock', { e164: number, carrier: 'simulated', country: 'CN' });
    const host = `192.0.2.${number.slice(-2)}`;
    const trunk = await admin.must('post', '/v1/trunks', { name: 'Line', host, port: 5060 });
    const queue = await admin.must('post', '/v1/queues', { name: 'Service', memberIds: agents.map((agent) => agent.memberId), wrapUpSeconds: 0 });
    const stock = (await admin.get('/v1/number-stock')).items.find((each: View) => each.e164 === number);
    const rented = await admin.must('post', '/v1/numbers', { stockId: stock.id });
    await admin.must('put', `/v1/numbers/${rented.id}`, { queueId: queue.id, label: 'Hotline' });
    await story.test.settle();
    return new Switchboard(tenant, number, queue.id, trunk.id);
  }

  get world(): SimulatedCarrier['world'] {
    return this.tenant.story.test.carrier.world;
  }

  /** Somebody calls the number. */
  isCalled(from = '+8613900139000'): SimulatedCaller {
    const caller = this.world.callIn({ trunkId: this.trunkId, from, to: this.number });
    if (!caller) throw new Error('the trunk is not at the carrier');
    return caller;
  }

  /** Somebody calls, and the agent, who is ready, answers in the portal. */
  async isAnswered(agent: Person, from?: string): Promise<Conversation> {
    const caller = this.isCalled(from);
    const { call } = await until('the offer', () => agent.get('/v1/agent'), (desk) => desk.call?.canAnswer === true);
    await until('the answer', () => agent.ask('post', `/v1/agent/calls/${call.id}/answer`), (answer) => answer.status === 204);
    await until('the conversation', () => caller.hears(), (hears) => hears === 'others');
    await until('the talk', () => agent.get('/v1/agent'), (desk) => desk.state === 'talking');
    return { answeredAt: this.tenant.story.now(), hangUp: () => caller.hangUp(), hears: () => caller.hears() };
  }

  /** The agent calls out by a click: the phone at the seat rings, then the number is dialled. */
  async callsOut(agent: Person, seatId: string, number: string): Promise<Conversation> {
    await agent.must('post', '/v1/agent/calls', { to: number });
    await until('the agent’s own phone', () => this.world.answer(seatId), (answered) => answered);
    await until('the talk', () => agent.get('/v1/agent'), (desk) => desk.state === 'talking');
    return { answeredAt: this.tenant.story.now(), hangUp: () => void this.world.hangUp(seatId), hears: () => this.world.hears(seatId) };
  }

  /** The call lasts so long, then somebody hangs up, and its record has arrived. */
  async lasts(conversation: Conversation, seconds: number): Promise<void> {
    const { story } = this.tenant;
    const records = await this.count();
    await story.comesTo(new Date(Date.parse(conversation.answeredAt) + seconds * 1000).toISOString());
    conversation.hangUp();
    await this.recordsArrive(records + 2);
  }

  /** The way to the carrier is lost: it goes on without us, and writes down what happens. */
  isCutOff(): void {
    const { carrier } = this.tenant.story.test;
    carrier.disconnect();
    for (const command of ['history', 'snapshot', 'provisioned'] as const) this.world.fail(command, new CarrierFailure('unreachable', 'the way to the carrier is lost'));
  }

  isReachedAgain(): void {
    this.world.mend();
    this.tenant.story.test.carrier.reconnect();
  }

  /** So many records are there, and what follows from them has happened. */
  async recordsArrive(howMany: number): Promise<void> {
    const { story } = this.tenant;
    await until(`${howMany} records`, async () => this.idleThenCount(), (count) => count >= howMany);
    await story.test.settle();
  }

  /** A call of the lease, as the story that is given to `seatline simulate` has it. */
  writesCall(id: string, call: { answeredAt: string; seconds: number; to?: string; at?: string }): void {
    const { at, to, answeredAt, seconds } = call;
    this.tenant.write({ do: 'call', id, direction: to ? 'outbound' : 'inbound', to: to ?? this.number, answeredAt, milliseconds: seconds * 1000, ...(at ? { at: cst(at) } : {}) });
  }

  /** Legs as the tenant sees them among its usage, the oldest record first. */
  async usage(): Promise<View[]> {
    return (await this.tenant.admin.all('/v1/usage')).reverse();
  }

  async count(): Promise<number> {
    const { rows } = await this.tenant.story.test.admin.query('select count(*)::int as legs from cdr where tenant_id = $1', [this.tenant.id]);
    return rows[0].legs;
  }

  private async idleThenCount(): Promise<number> {
    const { app } = this.tenant.story.test;
    await app.get(CarrierSessions, { strict: false }).idle();
    await app.get(AcdWork, { strict: false }).idle();
    return this.count();
  }
}
