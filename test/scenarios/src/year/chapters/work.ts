import { expect, it } from '@jest/globals';
import { Switchboard } from '../switchboard';
import type { Year } from '../year';

/** February: agents share a seat, calls come and go, each is measured and priced. */
export function work(year: Year): void {
  it('a number from the stock is bound to a queue', async () => {
    const { story, tenant, li, wang } = year;
    await story.comes('2026-02-02 07:30');
    year.board = await Switchboard.isPutUp(tenant, '+862150001111', [li, wang]);
    expect((await tenant.admin.get('/v1/numbers')).items).toMatchObject([{ e164: '+862150001111', queueName: 'Service' }]);
    expect((await tenant.admin.get('/v1/number-stock')).items).toEqual([]);
    expect((await tenant.admin.get('/v1/trunks')).items).toMatchObject([{ state: 'applied' }]);
  });

  it('Li has the seat in the morning and Wang in the evening, never both', async () => {
    const { story, tenant, li, wang } = year;
    const [seat] = await tenant.seats();
    year.seatId = seat.id;
    await story.comes('2026-02-02 08:25');
    await li.must('post', '/v1/agent/seat', { seatId: seat.id });
    const refusal = await wang.ask('post', '/v1/agent/seat', { seatId: seat.id });
    expect([refusal.status, refusal.body.code, refusal.body.facts]).toEqual([409, 'seat.held', { holder: 'Li' }]);
    expect((await tenant.seats())[0]).toMatchObject({ holder: { displayName: 'Li' }, entitled: [{ displayName: 'Li' }, { displayName: 'Wang' }] });
    await story.comes('2026-02-02 17:35');
    await li.must('delete', '/v1/agent/seat');
    await wang.must('post', '/v1/agent/seat', { seatId: seat.id });
    expect(await li.refused('post', '/v1/agent/seat', { seatId: seat.id })).toBe('seat.held');
    await story.comes('2026-02-02 22:00');
    await wang.must('delete', '/v1/agent/seat');
  });

  it('a call that comes in costs nothing and is listed, with its seat and agent', async () => {
    const { story, tenant, li, board, seatId } = year;
    await story.comes('2026-02-03 09:00');
    await li.must('post', '/v1/agent/seat', { seatId });
    await li.must('put', '/v1/agent/state', { state: 'ready' });
    const conversation = await board.isAnswered(li);
    await board.lasts(conversation, 95);
    board.writesCall('in-1', { answeredAt: conversation.answeredAt, seconds: 95 });
    expect((await tenant.admin.get('/v1/calls')).items).toMatchObject([
      { direction: 'inbound', callerNumber: '+8613900139000', calledNumber: board.number, agentName: 'Li', seatLabel: '001', queueName: 'Service', outcome: 'completed', milliseconds: 95_000, hasRecording: true },
    ]);
    const usage = await board.usage();
    expect(usage.find((leg) => leg.carrierLeg)).toMatchObject({ direction: 'inbound', status: 'rated', cost: '0.000000', milliseconds: 95_000, leaseId: tenant.leaseId, seatId, memberId: li.memberId });
    expect(usage.find((leg) => !leg.carrierLeg)).toMatchObject({ status: 'free', milliseconds: 95_000, seatId, memberId: li.memberId });
  });

  it('a call out is priced by the called number, in whole minutes', async () => {
    const { story, li, board, seatId } = year;
    await story.comes('2026-02-03 10:00');
    const conversation = await board.callsOut(li, seatId, '+8613800138000');
    await board.lasts(conversation, 61);
    board.writesCall('out-1', { answeredAt: conversation.answeredAt, seconds: 61, to: '+8613800138000' });
    const out = (await board.usage()).filter((leg) => leg.carrierLeg && leg.direction === 'outbound');
    expect(out).toMatchObject([{ ourNumber: board.number, otherNumber: '+8613800138000', status: 'rated', prefix: '86', billedSeconds: 120, cost: '0.240000', currency: 'CNY', invoiceNumber: null, memberId: li.memberId, seatId }]);
  });

  it('a call that nobody can price is kept and shown to the operator', async () => {
    const { story, tenant, li, board, seatId } = year;
    await story.comes('2026-02-03 11:00');
    const conversation = await board.callsOut(li, seatId, '+995322000000');
    await board.lasts(conversation, 200);
    year.unpriced = conversation.answeredAt;
    const [leg] = (await board.usage()).filter((each) => each.otherNumber === '+995322000000' && each.carrierLeg);
    expect(leg).toMatchObject({ status: 'quarantined', cause: 'no-price', cost: null });
    expect((await story.operator.get('/v1/operator/unrated-calls')).items).toMatchObject([
      { tenantId: tenant.id, tenantName: 'Huayu', direction: 'outbound', calledNumber: '+995322000000', milliseconds: 200_000, cause: 'no-price' },
    ]);
    await li.must('delete', '/v1/agent/seat');
  });

  it('the second invoice comes a week before its period and is paid online', async () => {
    const { story, tenant } = year;
    await story.comes('2026-02-24 10:00');
    const second = await tenant.invoice(2);
    expect(second).toMatchObject({ issuedAt: '2026-02-20T16:00:00.000Z', dueOn: '2026-02-28', total: '21200.00', status: 'open', gateway: true });
    expect(second.lines).toMatchObject([{ kind: 'rent', seats: 10, fromOn: '2026-02-28', toOn: '2026-03-31', days: 31, periodDays: 31, net: '20000.00' }]);
    await tenant.paysOnline(second.id);
    expect(await tenant.invoice(2)).toMatchObject({ status: 'paid', payments: [{ amount: '21200.00' }] });
    expect(await tenant.admin.refused('post', `/v1/invoices/${second.id}/payments`)).toBe('payment.nothing-due');
  });

  it('a call ends while the way to the carrier is lost, so nobody here hears of its end', async () => {
    const { story, li, board, seatId } = year;
    await story.comes('2026-02-27 23:50');
    await li.must('post', '/v1/agent/seat', { seatId });
    year.unheard = await board.callsOut(li, seatId, '+8613800138000');
    board.isCutOff();
    story.standsStillUntil('2026-02-27 23:57:30');
    expect(board.world.otherSideHangsUp(seatId)).toBe(true);
    year.unheard.hangUp();
  });
}
