import { CreateTenant, AddMember } from '@seatline/tenancy';
import { SYSTEM_ACTOR } from '@seatline/server';
import { DemoClient } from '../demo-client';
import { DEMO_PASSWORD, type DemoOtherAdmin } from '../sign-ins';
import type { DemoTime } from './demo-time';

export interface List<Item> {
  readonly items: readonly Item[];
}

interface Invoice {
  readonly number: string;
  readonly dueOn: string;
  readonly open: string;
}

interface Party {
  readonly tenantId: string;
  readonly name: string;
  readonly adminEmail: string;
}

/** A tenant in the demo's past, with the admin who acts for it and the operator who books its transfers. */
export class DemoCompany {
  leaseId = '';
  private booked = 0;
  private seats: readonly string[] | null = null;

  private constructor(
    private readonly time: DemoTime,
    readonly tenantId: string,
    readonly name: string,
    readonly admin: DemoClient,
    readonly operator: DemoClient,
  ) {}

  /** A company that is there already, by its admin. */
  static async of(time: DemoTime, operator: DemoClient, party: Party): Promise<DemoCompany> {
    return new DemoCompany(time, party.tenantId, party.name, await DemoClient.signIn(time.app, party.adminEmail), operator);
  }

  static async joins(time: DemoTime, operator: DemoClient, { tenantName: name, email: adminEmail, displayName }: DemoOtherAdmin): Promise<DemoCompany> {
    const created = await time.app.get(CreateTenant, { strict: false }).run(SYSTEM_ACTOR, { name, zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN', adminEmail, locale: 'zh-CN' });
    if (!created.ok) throw new Error(`the demo's ${name} was refused: ${created.refusal.code}`);
    const tenantId = created.value.id;
    const person = { email: adminEmail, displayName, password: DEMO_PASSWORD, locale: 'zh-CN' as const, roles: ['tenant-admin' as const, 'tenant-billing' as const] };
    await time.app.get(AddMember, { strict: false }).run(tenantId, person);
    return DemoCompany.of(time, operator, { tenantId, name, adminEmail });
  }

  /** Orders and pays at once by a transfer; the seats are active when this returns. */
  async rents(seats: number, terms: { startOn: string; months: number; planCode?: string }): Promise<void> {
    const { planCode = 'standard', ...term } = terms;
    await this.admin.send('POST', '/orders', { planCode, seats, ...term });
    const { items } = await this.admin.send<List<{ id: string }>>('GET', '/leases');
    this.leaseId = items[0]?.id ?? '';
    await this.paysWhatIsOpen();
  }

  /** More seats for the lease that there is, paid at once: as many as were added are active when this returns. */
  async rentsMore(seats: number, term: { startOn: string; months: number }): Promise<void> {
    const order = await this.admin.send<{ total: string }>('POST', '/orders', { planCode: 'standard', seats, ...term });
    await this.transfer(order.total, '加座 More seats', 'order');
    await this.time.settles();
    this.seats = null;
  }

  /** Transfers for every open invoice that is due by the day. */
  async paysWhatIsOpen(dueBy = '9999-12-31'): Promise<void> {
    const { items } = await this.operator.send<List<Invoice>>('GET', this.ofOperator('/invoices'));
    const due = items.filter((invoice) => Number(invoice.open) > 0 && invoice.dueOn <= dueBy);
    for (const invoice of due) await this.transfer(invoice.open, invoice.number);
    if (due.length > 0) await this.time.settles();
  }

  async pays(amount: string, remark: string): Promise<void> {
    await this.transfer(amount, remark);
    await this.time.settles();
  }

  ofOperator(rest: string): string {
    return `/operator/tenants/${this.tenantId}/leases/${this.leaseId}${rest}`;
  }

  /** Its seats that work, as they were after the last order. */
  async seatIds(): Promise<readonly string[]> {
    if (this.seats === null) {
      const { items } = await this.admin.send<List<{ id: string; state: string }>>('GET', '/seats');
      this.seats = items.filter((seat) => seat.state === 'active').map((seat) => seat.id);
    }
    return this.seats;
  }

  private async transfer(amount: string, remark: string, isFor?: 'order'): Promise<void> {
    this.booked += 1;
    await this.operator.send('POST', this.ofOperator('/payments'), { amount, reference: `${remark} / ${this.booked}`, ...(isFor ? { for: isFor } : {}) });
  }
}
