import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@seatline/test-support';
import type { Person } from './person';
import { Story } from './story';
import { Switchboard } from './switchboard';
import { Tenant } from './tenant';

type View = Answer['body'];

const deckAt = (perMinute: string): string => `prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,${perMinute},0,60,60,,`;

/**
 * One lease that meets every part of billing once: order, payment, calls, re-rating before and after the invoice, verification, arrears, suspension, return, sublet, renewal, an
 * agreed end, a refund of a card's payment and of the deposit. Two seats at 2000.00 from 1 February 2026 for four months, 6 % of tax, calls at 0.12 a minute. All figures are
 * worked by hand in the comments.
 */
describe('a lease that meets everything', () => {
  const TERM = { startOn: '2026-02-01', months: 4 };
  let story: Story;
  let tenant: Tenant;
  let taker: Tenant;
  let li: Person;

  beforeAll(async () => {
    story = await Story.begins('2026-01-30 10:00');
    tenant = await Tenant.joins(story, 'Quanbu');
    taker = await Tenant.joins(story, 'Jieshou');
    li = await tenant.invites('Li', ['agent']);
  });
  afterAll(() => story.ends());

  const balances = async (of: Tenant = tenant): Promise<View> => {
    const { receivable, deposit, unapplied, refundable } = await of.lease();
    return { receivable, deposit, unapplied, refundable };
  };

  /** Every invoice so far, computed again from its sources, is the one that was issued; and nothing is lost or counted twice. */
  async function allVerified(): Promise<void> {
    for (const { id } of await tenant.invoices()) {
      expect(await tenant.admin.get(`/v1/invoices/${id}/verification`)).toMatchObject({ identical: true, differences: [], untold: 0 });
    }
    await story.booksAddUp();
  }

  /** The operator finds out that February's calls should have cost otherwise, looks what that comes to, and does it. */
  async function rateFebruaryAgain(perMinute: string): Promise<View> {
    const { id: deck } = await story.operator.must('post', '/v1/operator/decks', { direction: 'outbound', name: `At ${perMinute}`, csv: deckAt(perMinute) });
    await story.operator.must('post', `/v1/operator/decks/${deck}/activate`, { effectiveFrom: `2026-02-01T00:00:0${perMinute.at(-1)}+08:00`, intoThePast: true });
    const range = { direction: 'outbound', from: '2026-02-01T00:00:00+08:00', to: '2026-03-01T00:00:00+08:00', reason: 'As agreed' };
    const { id } = await story.operator.must('post', '/v1/operator/reratings', range);
    expect(await story.operator.must('post', `/v1/operator/reratings/${id}/run`)).toMatchObject({ done: 1, differs: 0 });
    return story.operator.get(`/v1/operator/reratings/${id}`);
  }

  it('ordered and paid: 2 × (2000.00 rent + 120.00 tax + 2000.00 deposit) = 8240.00', async () => {
    await tenant.opensLease(2, TERM);
    await taker.opensLease(1, { startOn: '2026-02-01', months: 12 });
    expect(await tenant.invoice(1)).toMatchObject({ net: '8000.00', tax: '240.00', total: '8240.00', dueOn: '2026-02-01', status: 'open' });
    await tenant.pays('8240.00');
    await taker.pays('4120.00');
    await taker.pays('10000.00'); // ahead, for what is to come
    await story.comes('2026-02-01 00:00');
    expect(await tenant.seats('active')).toHaveLength(2);
    expect(await balances()).toEqual({ receivable: '0.00', deposit: '4000.00', unapplied: '0.00', refundable: '0.00' });
    await allVerified();
  });

  it('called: 150 and 600 seconds are 3 and 10 minutes at 0.12: 1.56', async () => {
    await story.comes('2026-02-03 09:00');
    const board = await Switchboard.isPutUp(tenant, '+862150007777', [li]);
    const [seat] = await tenant.seats();
    await tenant.admin.must('put', `/v1/seats/${seat.id}/entitlements`, { memberIds: [li.memberId] });
    await li.must('post', '/v1/agent/seat', { seatId: seat.id });
    for (const seconds of [150, 600]) await board.lasts(await board.callsOut(li, seat.id, '+8613800138000'), seconds);
    await li.must('delete', '/v1/agent/seat');
    const out = (await board.usage()).filter((leg) => leg.carrierLeg);
    expect(out.map((leg) => [leg.billedSeconds, leg.cost, leg.invoiceNumber])).toEqual([[180, '0.360000', null], [600, '1.200000', null]]);
  });

  it('rated again at 0.10 before the invoice: it bears 1.30 and 0.08 of tax', async () => {
    await story.comes('2026-02-20 10:00');
    await rateFebruaryAgain('0.10');
    await story.comes('2026-03-03 00:00');
    expect(await tenant.invoice(2)).toMatchObject({ kind: 'rent', dueOn: '2026-03-01', total: '4240.00' });
    expect(await tenant.invoice(3)).toMatchObject({ kind: 'telephone', dueOn: '2026-03-13', net: '1.30', tax: '0.08', total: '1.38', lines: [{ kind: 'telephone', calls: 2, net: '1.30' }] });
    await allVerified();
  });

  it('nobody pays March: overdue, and suspended as the 17th begins, and not a second before', async () => {
    await story.comes('2026-03-03 09:00');
    expect(await tenant.status()).toMatchObject({ inService: true, arrears: { status: 'overdue', toPay: '4240.00', suspensionAt: '2026-03-16T16:00:00.000Z' } });
    expect(await tenant.ordersInVain(1)).toBe('lease.overdue');
    await story.comes('2026-03-16 23:59:59');
    expect(await tenant.status()).toMatchObject({ inService: true });
    await story.comes('2026-03-17 00:00');
    expect(await tenant.lease()).toMatchObject({ status: 'suspended', receivable: '4241.38' });
    expect(await li.refused('post', '/v1/agent/seat', { seatId: (await tenant.seats())[0].id })).toBe('seat.suspended');
  });

  it('paid by card on the 18th: in service at once, though 1.38 for calls is open, whose 30 days are not over', async () => {
    await story.comes('2026-03-18 10:00');
    expect(await tenant.paysOnline((await tenant.invoice(2)).id)).toMatchObject({ amount: '4240.00', source: 'gateway' });
    expect(await tenant.status()).toMatchObject({ inService: true });
    expect(await tenant.seats('active')).toHaveLength(2);
    expect((await tenant.notices()).slice(-2)).toEqual(['2026-03-17 suspended', '2026-03-18 restored']);
    expect(await balances()).toEqual({ receivable: '1.38', deposit: '4000.00', unapplied: '0.00', refundable: '0.00' });
  });

  it('rated again at 0.11 after the invoice: 13 minutes × 0.01 = 0.13 wait for the next', async () => {
    await story.comes('2026-03-20 10:00');
    await rateFebruaryAgain('0.11');
    expect(await tenant.invoice(3)).toMatchObject({ total: '1.38', open: '1.38', creditNotes: [] });
    await allVerified();
  });

  it('a seat is handed on as April begins: its 2120.00 of April come back, and the other tenant pays 4120.00 for it', async () => {
    await story.comes('2026-03-21 10:00');
    const { code } = await taker.admin.get('/v1/sublets');
    const { id } = await tenant.admin.must('post', `/v1/leases/${tenant.leaseId}/sublets`, { toCode: code, seats: 1, on: '2026-04-01' });
    await taker.admin.must('post', `/v1/sublets/${id}/answer`, { accept: true });
    await story.operator.must('post', `/v1/operator/sublets/${id}/decision`, { consent: true, reason: 'Both agree' });
    await story.comes('2026-03-31 12:00');
    expect(await tenant.invoice(4)).toMatchObject({ dueOn: '2026-04-01', total: '4240.00', open: '4240.00' });
    expect(await balances(taker)).toMatchObject({ receivable: '0.00', deposit: '2000.00', unapplied: '5760.00' }); // 10000.00 less March and April
    await story.comes('2026-04-01 00:01');
    expect(await tenant.invoice(4)).toMatchObject({ credited: '2120.00', open: '2120.00', creditNotes: [{ total: '2120.00' }] });
    expect(await tenant.seats('active')).toHaveLength(1);
    expect(await taker.seats('active')).toHaveLength(2);
    expect(await balances(taker)).toMatchObject({ receivable: '0.00', deposit: '4000.00', unapplied: '1640.00' });
  });

  it('March closes: 0.13 + 0.01 on a telephone invoice; the seat’s deposit pays calls and rent, oldest first: 1.38, then 1998.62 of 2120.00', async () => {
    await story.comes('2026-04-03 00:01');
    expect(await tenant.invoice(5)).toMatchObject({ kind: 'telephone', dueOn: '2026-04-13', total: '0.14', open: '0.14', lines: [{ kind: 're-rating', calls: 2, net: '0.13', tax: '0.01' }] });
    expect(await tenant.invoice(3)).toMatchObject({ open: '0.00' });
    expect(await tenant.invoice(4)).toMatchObject({ open: '121.38' });
    expect(await balances()).toEqual({ receivable: '121.52', deposit: '2000.00', unapplied: '0.00', refundable: '0.00' });
    await tenant.pays('121.52');
    expect(await balances()).toEqual({ receivable: '0.00', deposit: '2000.00', unapplied: '0.00', refundable: '0.00' });
    await allVerified();
  });

  it('renewed in time: two months more than 1 June', async () => {
    await story.comes('2026-04-20 10:00');
    const wish = { months: 2, endOn: '2026-06-01' };
    expect(await tenant.admin.must('post', `/v1/leases/${tenant.leaseId}/renewals`, wish)).toMatchObject({ state: 'granted' });
    expect(await tenant.admin.must('post', `/v1/leases/${tenant.leaseId}/renewals`, wish)).toMatchObject({ state: 'granted' }); // pressed twice
    expect(await tenant.lease()).toMatchObject({ endOn: '2026-08-01' });
  });

  it('ends on 11 May by agreement: 10 of 31 days are 645.16 and 38.71 of tax; 1436.13 come back and are refunded to the card', async () => {
    await story.comes('2026-04-25 10:00');
    const payment = await tenant.paysOnline((await tenant.invoice(6)).id);
    expect(payment).toMatchObject({ amount: '2120.00' });
    await story.comes('2026-05-05 10:00');
    await tenant.agreesToEnd('2026-05-11', 'Moves away');
    expect(await tenant.invoice(6)).toMatchObject({ credited: '1436.13', paid: '683.87', open: '0.00' });
    expect(await balances()).toEqual({ receivable: '0.00', deposit: '2000.00', unapplied: '1436.13', refundable: '0.00' });
    const refunds = `/v1/operator/tenants/${tenant.id}/payments/${payment.id}/refunds`;
    expect(await story.operator.refused('post', refunds, { amount: '1436.14', reason: 'Too much' })).toBe('refund.beyond-payment');
    await story.operator.must('post', refunds, { amount: '1436.13', reason: 'The lease ends' });
    await story.test.settle();
    expect(await balances()).toEqual({ receivable: '0.00', deposit: '2000.00', unapplied: '0.00', refundable: '0.00' });
    expect([...story.test.fakeStripe.state.refunds.values()].map(({ amount, status }) => [amount, status])).toEqual([[143_613, 'succeeded']]);
  });

  it('the deposit is settled two days after, and 2000.00 are paid back, once', async () => {
    await story.comes('2026-05-13 00:01');
    expect(await tenant.lease()).toMatchObject({ status: 'ended' });
    expect(await balances()).toEqual({ receivable: '0.00', deposit: '0.00', unapplied: '0.00', refundable: '2000.00' });
    const back = { amount: '2000.00', reference: 'ICBC 20260513/9' };
    for (let twice = 0; twice < 2; twice += 1) await story.operator.must('post', tenant.ofOperator('/refunds'), back);
    expect(await story.operator.refused('post', tenant.ofOperator('/refunds'), { amount: '0.01', reference: 'another' })).toBe('refund.exceeds');
    expect(await balances()).toEqual({ receivable: '0.00', deposit: '0.00', unapplied: '0.00', refundable: '0.00' });
    await allVerified();
  });
});
