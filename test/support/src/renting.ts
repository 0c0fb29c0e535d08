import type { Client } from './client';
import type { TestTenant } from './people';
import type { TestApp } from './test-app';

export interface Rented {
  readonly leaseId: string;
  readonly invoiceId: string;
  readonly seatIds: readonly string[];
}

/** A tenant's lease, ordered by its admin and paid by a transfer that the operator books; the seats as they are after that. */
export async function rentSeats(test: TestApp, tenant: TestTenant, operator: Client, terms: { seats: number; startOn: string; months?: number }): Promise<Rented> {
  await tenant.admin.must('post', '/v1/orders', { planCode: 'standard', seats: terms.seats, months: terms.months ?? 12, startOn: terms.startOn });
  const [lease] = (await tenant.admin.must('get', '/v1/leases')).items;
  const [invoice] = (await tenant.admin.must('get', '/v1/invoices')).items;
  const payment = { amount: invoice.open, valueOn: terms.startOn, reference: `${tenant.name} ${invoice.number}` };
  await operator.must('post', `/v1/operator/tenants/${tenant.id}/leases/${lease.id}/payments`, payment);
  await test.settle();
  const { items: seats } = await tenant.admin.must('get', '/v1/seats');
  return { leaseId: lease.id, invoiceId: invoice.id, seatIds: seats.map((seat: { id: string }) => seat.id) };
}
