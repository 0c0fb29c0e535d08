import { expect, it } from '@jest/globals';
import { Tenant } from '../tenant';
import type { Year } from '../year';

const TEN_SEATS = { planCode: 'standard', seats: 10, months: 12, startOn: '2026-01-31' };

/** 30 and 31 January: from the invitation to seats that can be used. */
export function opening(year: Year): void {
  it('the operator creates the tenant, and its admin and two agents accept their invitations', async () => {
    const tenant = await Tenant.joins(year.story, 'Huayu');
    year.tenant = tenant;
    year.li = await tenant.invites('Li', ['agent']);
    year.wang = await tenant.invites('Wang', ['agent']);
    expect((await tenant.admin.get('/v1/members')).items).toMatchObject([{ roles: ['tenant-admin'] }, { displayName: 'Li' }, { displayName: 'Wang' }]);
    expect(await year.li.refused('get', '/v1/invoices')).toBe('forbidden');
  });

  it('ten seats are quoted, and the invoice is the quote to the cent', async () => {
    const { story, tenant } = year;
    await story.comes('2026-01-30 10:00');
    const quote = await tenant.admin.must('post', '/v1/quotes', TEN_SEATS);
    expect(quote).toMatchObject({ net: '40000.00', tax: '1200.00', total: '41200.00', dueOn: '2026-01-31', monthly: '21200.00', leaseId: null });
    expect(await tenant.opensLease(10, { startOn: '2026-01-31', months: 12 })).toMatchObject({ seats: 10, total: '41200.00', open: '41200.00' });
    const invoice = await tenant.invoice(1);
    for (const field of ['net', 'tax', 'total', 'dueOn'] as const) expect([field, invoice[field]]).toEqual([field, quote[field]]);
    expect(invoice.lines).toMatchObject(quote.lines);
    expect(invoice.lines).toMatchObject([
      { kind: 'rent', seats: 10, unitPrice: '2000.00', fromOn: '2026-01-31', toOn: '2026-02-28', days: 28, periodDays: 28, net: '20000.00', tax: '1200.00' },
      { kind: 'deposit', seats: 10, unitPrice: '2000.00', net: '20000.00', tax: '0.00' },
    ]);
    expect(await tenant.lease()).toMatchObject({ status: 'pending', startOn: '2026-01-31', endOn: '2027-01-31', seats: 10, seatsActive: 0, receivable: '41200.00' });
  });

  it('before they are paid, the seats are known and nobody can sit on one', async () => {
    const { tenant, li, wang } = year;
    const seats = await tenant.seats();
    expect(seats.map((seat) => [seat.number, seat.state])).toEqual(Array.from({ length: 10 }, (_, place) => [place + 1, 'ordered']));
    for (const { id } of seats) await tenant.admin.must('put', `/v1/seats/${id}/entitlements`, { memberIds: [li.memberId, wang.memberId] });
    expect(await li.refused('post', '/v1/agent/seat', { seatId: seats[0].id })).toBe('seat.not-ready');
    expect(await tenant.status()).toMatchObject({ inService: false, closedBecause: 'no-lease' });
  });

  it('the transfer is booked with the bank’s date, and pays the invoice', async () => {
    const { story, tenant } = year;
    await story.comes('2026-01-30 16:00');
    const payment = await tenant.pays('41200.00', { valueOn: '2026-01-30', reference: 'ICBC 20260130/1' });
    expect(payment).toMatchObject({ amount: '41200.00', valueOn: '2026-01-30', source: 'bank-transfer', recordedBy: 'Operator', unapplied: '0.00', allocations: [{ amount: '41200.00' }] });
    expect(await tenant.invoice(1)).toMatchObject({ status: 'paid', open: '0.00', payments: [{ valueOn: '2026-01-30', reference: 'ICBC 20260130/1' }] });
    expect((await tenant.seats('ordered')).length).toBe(10);
  });

  it('the same transfer keyed in again is the same payment; its reference with another amount is refused', async () => {
    const { story, tenant } = year;
    const again = { amount: '41200.00', reference: 'ICBC 20260130/1' };
    const [first] = await tenant.admin.all('/v1/payments');
    expect((await story.operator.must('post', tenant.ofOperator('/payments'), again)).id).toBe(first.id);
    expect(await story.operator.refused('post', tenant.ofOperator('/payments'), { ...again, amount: '4120.00' })).toBe('payment.reference-differs');
    expect(await story.operator.refused('post', tenant.ofOperator('/payments'), { ...again, reference: 'new', valueOn: '2026-02-01' })).toBe('payment.bad-value-date');
    expect(await tenant.lease()).toMatchObject({ unapplied: '0.00', receivable: '0.00', deposit: '20000.00' });
  });

  it('the seats are active at the first midnight of the term, and not a second before', async () => {
    const { story, tenant, li } = year;
    const [first] = await tenant.seats();
    await story.comes('2026-01-30 23:59:59');
    expect(await li.refused('post', '/v1/agent/seat', { seatId: first.id })).toBe('seat.not-ready');
    await story.comes('2026-01-31 00:00');
    expect((await tenant.seats('active')).length).toBe(10);
    expect(await tenant.lease()).toMatchObject({ status: 'in-service', seatsActive: 10 });
    expect(await tenant.status()).toMatchObject({ inService: true, closedBecause: null, arrears: null });
  });
}
