import { simulateStory } from '@seatline/billing-domain';
import type { Answer } from '@seatline/test-support';
import { cst, type Story } from './story';
import { Person } from './person';

type View = Answer['body'];

interface Transfer {
  /** The bank's; each transfer has its own unless a story says otherwise. */
  readonly reference?: string;
  readonly valueOn?: string;
  readonly for?: 'order';
}

/** A company that rents seats, its admin, and what it does with its lease. What happens to the lease is written down as `seatline simulate` reads it. */
export class Tenant {
  leaseId = '';
  readonly written: Record<string, unknown>[] = [];
  private transfers = 0;

  private constructor(
    readonly story: Story,
    readonly id: string,
    readonly name: string,
    readonly admin: Person,
  ) {}

  /** The operator creates it, its admin follows the link. */
  static async joins(story: Story, name: string, terms: { zone?: string } = {}): Promise<Tenant> {
    const adminEmail = `admin@${name.toLowerCase()}.test`;
    const { zone = 'Asia/Shanghai' } = terms;
    const { id, invitationLink } = await story.operator.must('post', '/v1/operator/tenants', { name, zone, currency: 'CNY', country: 'CN', adminEmail });
    return new Tenant(story, id, name, await Person.accepts(story.test, invitationLink, `${name}’s admin`));
  }

  async invites(firstName: string, roles: readonly string[]): Promise<Person> {
    const email = `${firstName.toLowerCase()}@${this.name.toLowerCase()}.test`;
    const { link } = await this.admin.must('post', '/v1/invitations', { email, roles });
    return Person.accepts(this.story.test, link, firstName);
  }

  /** The first order opens the lease. */
  async opensLease(seats: number, term: { startOn: string; months: number }): Promise<View> {
    this.write({ do: 'open-lease', seats });
    const order = await this.admin.must('post', '/v1/orders', { planCode: 'standard', seats, ...term });
    this.leaseId = order.leaseId;
    await this.story.test.settle();
    return order;
  }

  /** An order of more seats; a lease’s term and start are settled. */
  async orders(seats: number): Promise<View> {
    this.write({ do: 'add-seats', seats });
    const order = await this.admin.must('post', '/v1/orders', wish(seats));
    await this.story.test.settle();
    return order;
  }

  /** @returns the code of the refusal. */
  async ordersInVain(seats: number): Promise<string> {
    this.write({ do: 'add-seats', seats });
    return this.admin.refused('post', '/v1/orders', wish(seats));
  }

  quote(seats: number): Promise<View> {
    return this.admin.must('post', '/v1/quotes', wish(seats));
  }

  /** The operator books a transfer that the bank’s statement shows. What follows from it has happened when this returns. */
  async pays(amount: string, transfer: Transfer = {}): Promise<View> {
    const payment = await this.books(amount, transfer);
    await this.story.test.settle();
    return payment;
  }

  /** The booking alone: what follows from it is still on its way. */
  async books(amount: string, transfer: Transfer = {}): Promise<View> {
    this.transfers += 1;
    const { reference = `${this.name} ${this.transfers}`, ...rest } = transfer;
    this.write({ do: 'pay', amount, ...rest });
    return this.story.operator.must('post', this.ofOperator('/payments'), { amount, reference, ...rest });
  }

  /** The admin pays what is open through the gateway. */
  async paysOnline(invoiceId: string): Promise<View> {
    const payment = await this.admin.must('post', `/v1/invoices/${invoiceId}/payments`);
    this.write({ do: 'pay', amount: payment.amount });
    await this.story.test.settle();
    return payment;
  }

  async removesSeats(seats: number, when: 'period-end' | 'now'): Promise<void> {
    this.write({ do: 'remove-seats', seats, when });
    await this.admin.must('post', `/v1/leases/${this.leaseId}/seat-removals`, { seats, when });
    await this.story.test.settle();
  }

  /** The operator lets seats be used before their first payment. `seatline simulate` knows no such event. */
  async isTrusted(reason: string): Promise<void> {
    await this.story.operator.must('post', this.ofOperator('/waiver'), { reason });
    await this.story.test.settle();
  }

  /** The operator’s forbearance. */
  async isHeldUntil(untilOn: string, reason: string): Promise<void> {
    this.write({ do: 'hold-arrears', untilOn, reason });
    await this.story.operator.must('post', this.ofOperator('/holds'), { untilOn, reason });
    await this.story.test.settle();
  }

  async agreesToEnd(on: string, reason: string): Promise<void> {
    this.write({ do: 'end-lease', on });
    await this.story.operator.must('post', this.ofOperator('/end'), { on, reason });
    await this.story.test.settle();
  }

  ofOperator(rest = ''): string {
    return `/v1/operator/tenants/${this.id}/leases/${this.leaseId}${rest}`;
  }

  lease(): Promise<View> {
    return this.admin.get(`/v1/leases/${this.leaseId}`);
  }

  /** Every invoice in the order of issue, so that the first is at place 0. */
  async invoices(): Promise<View[]> {
    return (await this.admin.all('/v1/invoices')).reverse();
  }

  /** The invoice whole, with its lines; `which` counts from 1. */
  async invoice(which: number): Promise<View> {
    const found = (await this.invoices())[which - 1];
    if (!found) throw new Error(`${this.name} has no invoice ${which}`);
    return this.admin.get(`/v1/invoices/${found.id}`);
  }

  /** What the tenant was told, in order: 'kind on-which-local-day', of one invoice or of all. */
  async notices(invoiceNumber?: string): Promise<string[]> {
    const notices = (await this.admin.all('/v1/notices')).reverse();
    return notices
      .filter((notice) => invoiceNumber === undefined || notice.invoiceNumber === invoiceNumber)
      .map((notice) => `${localDay(notice.dueAt)} ${notice.kind}`);
  }

  explain(atLocal?: string): Promise<View> {
    const at = atLocal === undefined ? '' : `?at=${encodeURIComponent(cst(atLocal))}`;
    return this.admin.get(`/v1/leases/${this.leaseId}/arrears${at}`);
  }

  status(): Promise<View> {
    return this.admin.get('/v1/service-status');
  }

  seats(state?: string): Promise<View[]> {
    return this.admin.get(`/v1/seats${state ? `?state=${state}` : ''}`).then((page) => page.items);
  }

  /** What was done, in order: action, and the reason where one is given. */
  async audit(): Promise<View[]> {
    return (await this.admin.all('/v1/audit')).reverse();
  }

  /** The lease from its beginning until now: as `seatline simulate` tells the story, and as the API tells the books. */
  async simulated(of: { zone: string; term: { startOn: string; months: number }; deck?: object[] }): Promise<{ told: View; booked: View }> {
    const { zone, term, deck = [] } = of;
    const until = this.story.now();
    const simulation = simulateStory(JSON.stringify({ zone, currency: 'CNY', contract: { term }, deck, events: this.written, until }));
    if (!simulation.ok) throw new Error(simulation.faults.join('; '));
    const booked = await this.admin.must('post', `/v1/leases/${this.leaseId}/simulate`, { events: [], until });
    return { told: simulation.result, booked };
  }

  write(act: Record<string, unknown>): void {
    this.written.push({ at: this.story.now(), ...act });
  }
}

function wish(seats: number): object {
  return { planCode: 'standard', seats, months: 12, startOn: '2026-01-31' };
}

function localDay(utc: string): string {
  return new Date(Date.parse(utc) + 8 * 3_600_000).toISOString().slice(0, 10);
}
