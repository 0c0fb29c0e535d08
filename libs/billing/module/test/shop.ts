import { civilDate, type CivilDate, instant } from '@seatline/kernel';
import { Problem } from '@seatline/server';
import { BookPayment } from '../src/use-cases/book-payment';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { PlaceOrder } from '../src/use-cases/place-order';
import { type BillingHarness, OPERATOR } from './harness';

/** A tenant with a lease, and what its people do with it. */
export class Shop {
  private constructor(
    readonly harness: BillingHarness,
    readonly tenantId: string,
    readonly leaseId: string,
    private readonly startOn: CivilDate,
  ) {}

  /** A shop that another process opened. */
  static of(harness: BillingHarness, tenantId: string, leaseId: string): Shop {
    return new Shop(harness, tenantId, leaseId, civilDate('2026-03-01'));
  }

  /** Opens a lease today; nothing is paid yet. */
  static async open(harness: BillingHarness, seats = 2, startOn = '2026-03-02'): Promise<Shop> {
    const tenantId = await harness.newTenant();
    await harness.app.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats, months: 12, startOn: civilDate(startOn) });
    const { rows } = await harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    return new Shop(harness, tenantId, rows[0]!.id, civilDate(startOn));
  }

  static async openPaid(harness: BillingHarness, seats = 2, startOn = '2026-03-02'): Promise<Shop> {
    const shop = await Shop.open(harness, seats, startOn);
    await shop.pay(`${seats * 4120}.00`, 'opening');
    return shop;
  }

  order(seats: number): Promise<string> {
    return this.harness.app
      .get(PlaceOrder)
      .run(OPERATOR, this.tenantId, { planCode: 'standard', seats, months: 12, startOn: this.startOn });
  }

  pay(amount: string, reference: string, more: { valueOn?: string; forOrder?: boolean; on?: BillingHarness } = {}) {
    const valueOn = more.valueOn === undefined ? null : civilDate(more.valueOn);
    return (more.on ?? this.harness).app.get(BookPayment).run(OPERATOR, this.tenantId, {
      leaseId: this.leaseId,
      amount,
      valueOn,
      reference: `${reference} of ${this.tenantId}`,
      forOrder: more.forOrder ?? false,
    });
  }

  removeSeats(seats: number, when: 'period-end' | 'now'): Promise<unknown> {
    return this.harness.app.get(LeaseCommands).removeSeats(OPERATOR, this.tenantId, this.leaseId, { seats, when });
  }

  async status(): Promise<string> {
    const { rows } = await this.harness.admin.query<{ status: string }>('select status from lease where id = $1', [this.leaseId]);
    return rows[0]!.status;
  }

  async openInvoices(): Promise<string[]> {
    const { rows } = await this.harness.admin.query<{ open: string }>(
      'select open_minor::text as open from invoice_list where lease_id = $1 and open_minor > 0 order by sequence',
      [this.leaseId],
    );
    return rows.map((row) => row.open);
  }
}

/** Waits until an instant with the sweep at every due one. */
export async function until(harness: BillingHarness, at: string): Promise<void> {
  await harness.liveUntil(instant(at));
}

/** The code of the refusal that a promise ends in. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'not refused';
}
