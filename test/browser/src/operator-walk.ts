import type { Walker } from './browser';

/** A day this many days ahead, as a date field takes it. */
function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export async function addTenant(operator: Walker): Promise<void> {
  await operator.open('Tenants');
  await operator.press('Add a tenant');
  await operator.fill('Company', 'Harbour Support');
  await operator.fill('E-mail of the first admin', 'admin@harbour.example');
  await operator.submit('Add a tenant');
  const link = await operator.dialog().getByLabel('Invitation link').inputValue();
  if (!/\/invitations\/[\w-]{16,}$/.test(link)) throw new Error(`no invitation link: ${link}`);
  await operator.page.getByRole('button', { name: 'Close' }).last().click();
  await operator.sees('Harbour Support');
}

/** @returns faults of the lease's page. */
export async function bookPayment(operator: Walker): Promise<string[]> {
  await operator.open('Leases');
  await operator.page.getByRole('link', { name: /^SL-/ }).first().click();
  await operator.heading(/^Lease SL-/);
  await operator.press('Book a payment');
  await operator.fill('Amount in CNY', '12.34');
  await operator.fill('Reference', 'BROWSER-WALK-1');
  await operator.submit('Book');
  await operator.sees('The payment is booked.');
  await operator.done();
  await operator.sees('CN¥12.34');
  return operator.seen();
}

export async function planMaintenance(operator: Walker): Promise<void> {
  await operator.open('Maintenance');
  await operator.press('Plan a window');
  await operator.fillDay('From', dayAhead(10));
  await operator.dialog().getByLabel('Time', { exact: true }).first().fill('02:00');
  await operator.fillDay('To', dayAhead(10));
  await operator.dialog().getByLabel('Time', { exact: true }).last().fill('04:30');
  await operator.fill('What tenants read', 'New database. Log-ins pause.');
  await operator.submit('Plan');
  await operator.done();
  await operator.sees('2:30:00');
}

export async function stockNumber(operator: Walker): Promise<void> {
  await operator.open('Number stock');
  await operator.press('Add a number');
  await operator.fill('Number', '+86 21 5000 7788');
  await operator.submit('Add to the stock');
  await operator.done();
  await operator.sees('+862150007788');
}
