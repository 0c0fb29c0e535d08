import { expect, it } from '@jest/globals';
import type { Year } from '../year';

const DECK = [
  'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to',
  '86,0.12,0,60,60,,',
  '1,0.30,0,60,60,,',
  '995,1.20,0,60,60,,',
].join('\n');

/** March and April: telephone charges are closed and cured, seats are added, an order is forgotten. */
export function closingAndGrowing(year: Year): void {
  it('48 hours after the period its calls are invoiced: what had arrived by then', async () => {
    const { story, tenant } = year;
    await story.comes('2026-03-01 23:59:59');
    expect((await tenant.invoices()).length).toBe(2);
    await story.comes('2026-03-02 00:00');
    const telephone = await tenant.invoice(3);
    expect(telephone).toMatchObject({ kind: 'telephone', dueOn: '2026-03-12', net: '0.24', tax: '0.01', total: '0.25', lines: [{ kind: 'telephone', calls: 1, net: '0.24' }] });
    const billed = (await year.board.usage()).filter((leg) => leg.invoiceNumber !== null);
    expect(billed).toMatchObject([{ otherNumber: '+8613800138000', invoiceNumber: telephone.number, late: false }]);
  });

  it('a record that arrives after the close is kept for the next invoice', async () => {
    const { story, tenant, board, li, unheard } = year;
    await story.comes('2026-03-02 08:00');
    board.isReachedAgain();
    await board.recordsArrive((await board.count()) + 2);
    board.writesCall('late', { answeredAt: unheard.answeredAt, seconds: 450, to: '+8613800138000' });
    const [late] = (await board.usage()).filter((leg) => leg.carrierLeg).slice(-1);
    expect(late).toMatchObject({ answeredAt: '2026-02-27T15:50:00.000Z', milliseconds: 450_000, receivedAt: story.now(), status: 'rated', cost: '0.960000', invoiceNumber: null });
    expect((await tenant.admin.get('/v1/calls')).items[0]).toMatchObject({ outcome: 'completed', milliseconds: 450_000 });
    expect(await li.get('/v1/agent')).toMatchObject({ call: null });
    await li.must('delete', '/v1/agent/seat');
  });

  it('the operator’s new deck knows the number that no deck knew; nothing that was priced is priced again', async () => {
    const { story, board, unpriced } = year;
    await story.comes('2026-03-05 10:00');
    const { id, version } = await story.operator.must('post', '/v1/operator/decks', { direction: 'outbound', name: 'February', csv: DECK });
    expect(version).toBe(2);
    expect((await story.operator.get(`/v1/operator/decks/${id}/comparison?from=2026-02-01T00:00:00Z`)).total).toMatchObject({ curedCalls: 1, unpricedCalls: 0 });
    await story.operator.must('post', `/v1/operator/decks/${id}/activate`, { effectiveFrom: '2026-02-01T00:00:00+08:00', intoThePast: true });
    expect(await story.operator.must('post', '/v1/operator/unrated-calls/rate')).toEqual({ rated: 1, left: 0 });
    board.writesCall('cured', { answeredAt: unpriced, seconds: 200, to: '+995322000000' });
    expect((await story.operator.get('/v1/operator/unrated-calls')).items).toEqual([]);
    const [cured] = (await board.usage()).filter((leg) => leg.prefix === '995');
    expect(cured).toMatchObject({ status: 'rated', billedSeconds: 240, cost: '4.800000', invoiceNumber: null });
    expect((await story.operator.get('/v1/operator/audit')).items.map((entry: { action: string }) => entry.action)).toEqual(expect.arrayContaining(['deck.uploaded', 'deck.activated', 'usage.rated-again']));
  });

  it('three more seats are an order: it costs nothing and gives nothing until it is paid, and its price falls with the days', async () => {
    const { story, tenant, li } = year;
    await story.comes('2026-03-10 09:00');
    await tenant.pays('0.25');
    expect(await tenant.quote(3)).toMatchObject({ total: '10308.39', lines: [{ days: 21, periodDays: 31, net: '4064.52' }, { kind: 'deposit', net: '6000.00' }] });
    const order = await tenant.orders(3);
    expect(order).toMatchObject({ status: 'standing', seats: 3, total: '10308.39', lapsesOn: '2026-03-18', invoiceId: null });
    expect((await tenant.seats()).length).toBe(10);
    expect(await tenant.lease()).toMatchObject({ receivable: '0.00', seats: 10 });
    await story.comes('2026-03-12 15:00');
    const quote = await tenant.quote(3);
    expect((await tenant.admin.get('/v1/orders')).items[0]).toMatchObject({ id: order.id, total: '9898.08' });
    await tenant.pays('9898.08', { for: 'order', valueOn: '2026-03-11' });
    const invoice = await tenant.invoice(4);
    expect(invoice).toMatchObject({ status: 'paid', dueOn: '2026-03-12', total: '9898.08', lines: quote.lines });
    expect(invoice.lines).toMatchObject([
      { kind: 'rent', seats: 3, unitPrice: '1225.81', fromOn: '2026-03-12', toOn: '2026-03-31', days: 19, periodDays: 31, net: '3677.43', tax: '220.65' },
      { kind: 'deposit', seats: 3, net: '6000.00', tax: '0.00' },
    ]);
    const seats = await tenant.seats('active');
    expect(seats.map((seat) => seat.number)).toEqual(Array.from({ length: 13 }, (_, place) => place + 1));
    expect((await tenant.admin.get('/v1/orders')).items[0]).toMatchObject({ status: 'filled', invoiceId: invoice.id });
    await tenant.admin.must('put', `/v1/seats/${seats[12].id}/entitlements`, { memberIds: [li.memberId, year.wang.memberId] });
    year.newSeatId = seats[12].id;
  });

  it('the new seat works at once', async () => {
    const { story, wang, board, newSeatId } = year;
    await wang.must('post', '/v1/agent/seat', { seatId: newSeatId });
    const conversation = await board.callsOut(wang, newSeatId, '13800138000');
    await board.lasts(conversation, 30);
    board.writesCall('out-2', { answeredAt: conversation.answeredAt, seconds: 30, to: '+8613800138000' });
    await wang.must('delete', '/v1/agent/seat');
    expect(story.now()).toBe('2026-03-12T07:00:30.000Z');
  });

  it('the anchor is the 31st: periods end on 28 February, 31 March, 30 April', async () => {
    const { story, tenant } = year;
    await story.comes('2026-03-30 10:00');
    expect(await tenant.invoice(5)).toMatchObject({ dueOn: '2026-03-31', total: '27560.00', lines: [{ seats: 13, fromOn: '2026-03-31', toOn: '2026-04-30', days: 30, periodDays: 30 }] });
    await tenant.pays('27560.00');
  });

  it('the next telephone invoice bears the late call and the cured one apart, as of an earlier period', async () => {
    const { story, tenant, board } = year;
    await story.comes('2026-04-02 09:00');
    const telephone = await tenant.invoice(6);
    expect(telephone).toMatchObject({ kind: 'telephone', dueOn: '2026-04-12', net: '5.88', tax: '0.36', total: '6.24' });
    expect(telephone.lines).toMatchObject([{ kind: 'telephone', calls: 1, net: '0.12', tax: '0.01' }, { kind: 'prior-period', calls: 2, net: '5.76', tax: '0.35' }]);
    const billed = (await board.usage()).filter((leg) => leg.invoiceNumber === telephone.number);
    expect(billed.map((leg) => [leg.cost, leg.late])).toEqual([['4.800000', true], ['0.960000', true], ['0.120000', false]]);
    await tenant.pays('6.24');
  });

  it('an order that nobody pays stands for seven days and lapses', async () => {
    const { story, tenant } = year;
    await story.comes('2026-04-05 09:00');
    const order = await tenant.orders(2);
    const standing = async (): Promise<string> => (await tenant.admin.get('/v1/orders')).items.find((each: { id: string }) => each.id === order.id).status;
    await story.comes('2026-04-12 23:59:59');
    expect(await standing()).toBe('standing');
    await story.comes('2026-04-13 00:00');
    expect(await standing()).toBe('lapsed');
    expect(await tenant.admin.refused('post', `/v1/orders/${order.id}/payments`)).toBe('order.not-standing');
    expect((await tenant.seats()).length).toBe(13);
    expect((await tenant.invoices()).length).toBe(6);
  });
}
