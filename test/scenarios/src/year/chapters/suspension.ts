import { expect, it } from '@jest/globals';
import type { Answer } from '@seatline/test-support';
import { until } from '../../until';
import type { Year } from '../year';

/** 15 to 31 May: the seats stop, at midnight and not before, and come back with the money. */
export function suspension(year: Year): void {
  it('on the last second of the last day to pay, everything works', async () => {
    const { story, tenant, li, wang, board, newSeatId } = year;
    await story.comes('2026-05-15 23:58');
    await li.must('put', '/v1/agent/state', { state: 'ready' });
    year.living = await board.isAnswered(li);
    await story.comes('2026-05-15 23:59:59');
    await wang.must('post', '/v1/agent/seat', { seatId: newSeatId });
    const quick = await board.callsOut(wang, newSeatId, '+8613800138000');
    expect(await tenant.status()).toMatchObject({ inService: true, arrears: { status: 'overdue' } });
    year.waiting = board.isCalled('+8613700137000');
    await until('music', () => year.waiting.hears(), (heard) => heard === 'music');
    quick.hangUp();
    await board.recordsArrive((await board.count()) + 2);
  });

  it('at midnight the lease is suspended, and everybody can see why and what to pay', async () => {
    const { story, tenant, wang, unpaid } = year;
    await story.comes('2026-05-16 00:00');
    expect(await tenant.lease()).toMatchObject({ status: 'suspended' });
    expect((await tenant.seats()).map((seat) => [seat.state, seat.cause])).toEqual(Array.from({ length: 13 }, () => ['suspended', 'arrears']));
    const midnight = '2026-05-15T16:00:00.000Z';
    const shown = await wang.get('/v1/service-status');
    expect(shown).toMatchObject({ inService: false, closedBecause: 'suspended', closedUntil: null, suspendedLeases: [{ leaseId: tenant.leaseId }] });
    expect(shown.arrears).toMatchObject({ status: 'suspended', toPay: '27560.00', because: [unpaid.number], suspensionAt: midnight });
    expect((await story.operator.get('/v1/operator/arrears')).items).toMatchObject([{ status: 'suspended', toPay: '27560.00', because: [unpaid.number], suspensionAt: midnight }]);
    expect((await story.operator.get('/v1/operator/leases?status=suspended')).items).toMatchObject([{ id: tenant.leaseId }]);
    expect((await tenant.notices()).slice(-1)).toEqual(['2026-05-16 suspended']);
  });

  it('the answered call lives on; the caller in the queue is let go, the idle agent has left the seat and cannot come back', async () => {
    const { story, li, wang, board, living, waiting, newSeatId } = year;
    await story.comes('2026-05-16 00:00:01');
    await until('the announcement to who waited in the queue', () => waiting.hears(), (heard) => heard === 'announcement');
    await until('their end', () => waiting.ended, (ended) => ended);
    expect(await wang.get('/v1/agent')).toMatchObject({ state: 'offline', seat: null });
    expect(await wang.refused('post', '/v1/agent/seat', { seatId: newSeatId })).toBe('seat.suspended');
    expect((await wang.get('/v1/agent')).entitledSeats.every((seat: { state: string; cause: string }) => seat.state === 'suspended' && seat.cause === 'arrears')).toBe(true);
    await story.comes('2026-05-16 00:05');
    expect([living.hears(), (await li.get('/v1/agent')).state]).toEqual(['others', 'talking']);
    expect(await li.get('/v1/agent')).toMatchObject({ leavesAfterCall: 'seat-suspended' });
    await board.lasts(living, 600);
    expect(await li.get('/v1/agent')).toMatchObject({ state: 'offline', seat: null });
  });

  it('callers hear an announcement, and so do agents who dial; only emergency numbers are reached', async () => {
    const { story, tenant, li, board, seatId } = year;
    await story.comes('2026-05-16 09:00');
    const outside = board.isCalled();
    const inside = board.world.dialFrom(seatId, '13800138000');
    await until('two announcements', () => [outside.hears(), inside?.hears()], (heard) => heard.every((what) => what === 'announcement'));
    const emergency = board.world.dialFrom(seatId, '110');
    await until('the police', () => emergency?.hears(), (what) => what === 'others');
    await story.comes('2026-05-16 09:02');
    emergency?.hangUp();
    await until('the ends', () => [outside.ended, inside?.ended, emergency?.ended], (ends) => ends.every((end) => end === true));
    const calls = await until('the records', () => tenant.admin.get('/v1/calls').then((page) => page.items.slice(0, 3)), (three) => three.every((call: Answer['body']) => call.outcome !== 'in-progress'));
    await story.test.settle();
    expect(calls).toEqual(expect.arrayContaining([
      expect.objectContaining({ direction: 'inbound', outcome: 'refused', refusal: 'call.suspended' }),
      expect.objectContaining({ direction: 'outbound', calledNumber: '13800138000', outcome: 'refused', refusal: 'call.suspended' }),
      expect.objectContaining({ direction: 'outbound', calledNumber: '110', outcome: 'completed', callerNumber: board.number }),
    ]));
    expect(await li.refused('post', '/v1/agent/calls', { to: '+8613800138000' })).toBe('agent.not-logged-in');
  });

  it('an emergency call costs nothing, whatever the decks say', async () => {
    const [leg] = (await year.board.usage()).filter((each) => each.otherNumber === '110' && each.carrierLeg);
    expect(leg).toMatchObject({ status: 'free', cost: '0.000000' });
  });

  it('paying, reading and configuring go on', async () => {
    const { tenant, li, wang, board } = year;
    expect((await tenant.invoices()).length).toBe(8);
    expect(await tenant.admin.must('put', `/v1/queues/${board.queueId}`, { name: 'Service', memberIds: [li.memberId, wang.memberId], wrapUpSeconds: 0 })).toMatchObject({ readyAgents: 0 });
    expect((await tenant.admin.get('/v1/numbers')).items).toMatchObject([{ e164: board.number, queueName: 'Service' }]);
  });

  it('a promise to pay that the operator accepts brings the seats back until its last day is over', async () => {
    const { story, tenant, li, seatId, unpaid } = year;
    await story.comes('2026-05-18 10:00');
    const held = { untilOn: '2026-05-25', reason: 'Promised by Ms Zhao on the phone' };
    expect(await story.operator.refused('post', tenant.ofOperator('/holds'), { untilOn: '2026-05-17', reason: 'too late' })).toBe('hold.in-past');
    expect(await story.operator.refused('post', tenant.ofOperator('/holds'), { untilOn: '2026-05-25', reason: ' ' })).toBe('invalid-input');
    await tenant.isHeldUntil(held.untilOn, held.reason);
    expect(await tenant.explain()).toMatchObject({ status: 'held', hold: held, suspensionAt: '2026-05-25T16:00:00.000Z' });
    expect(await tenant.status()).toMatchObject({ inService: true, arrears: { status: 'held', toPay: '27560.13' } });
    await li.must('post', '/v1/agent/seat', { seatId });
    expect(await tenant.ordersInVain(1)).toBe('lease.overdue');
    await story.comes('2026-05-25 23:59:59');
    expect(await tenant.lease()).toMatchObject({ status: 'in-service' });
    await story.comes('2026-05-26 00:00');
    expect(await tenant.explain()).toMatchObject({ status: 'suspended', hold: null, because: [unpaid.number], toPay: '27560.00' });
    expect(await li.get('/v1/agent')).toMatchObject({ state: 'offline', seat: null });
  });

  it('a part of the money serves the oldest rent and brings nothing back', async () => {
    const { story, tenant, unpaid } = year;
    await story.comes('2026-05-27 11:00');
    const payment = await tenant.pays('10000.00', { valueOn: '2026-05-26' });
    expect(payment.allocations).toEqual([{ invoiceId: unpaid.id, invoiceNumber: unpaid.number, amount: '10000.00' }]);
    expect(await tenant.status()).toMatchObject({ inService: false, arrears: { status: 'suspended', toPay: '17560.00' } });
    expect((await tenant.seats('suspended')).length).toBe(13);
  });

  it('thirty days after the due date the end of the lease is proposed, for the operator to decide', async () => {
    const { story, tenant, unpaid } = year;
    await story.comes('2026-05-30 09:00');
    expect((await tenant.notices(unpaid.number)).slice(-1)).toEqual(['2026-05-30 termination-proposed']);
    expect(await tenant.lease()).toMatchObject({ status: 'suspended', endOn: '2027-01-31' });
  });

  it('two payments in the same moment, one of them keyed in twice, are two payments; the second restores', async () => {
    const { story, tenant } = year;
    await story.comes('2026-05-30 10:00');
    const twice = { amount: '8780.00', reference: 'ICBC 20260530/2' };
    const [first, second, again] = await Promise.all([
      tenant.books('8780.00', { reference: 'ICBC 20260530/1' }), tenant.books(twice.amount, { reference: twice.reference }), story.operator.must('post', tenant.ofOperator('/payments'), twice),
    ]);
    expect(again.id).toBe(second.id);
    expect(first.id).not.toBe(second.id);
    await story.test.settle();
    expect(await tenant.lease()).toMatchObject({ status: 'in-service', unapplied: '0.00' });
    expect(await tenant.invoice(7)).toMatchObject({ status: 'paid', open: '0.00', payments: [{ amount: '10000.00' }, { amount: '8780.00' }, { amount: '8780.00' }] });
    expect((await tenant.notices()).slice(-1)).toEqual(['2026-05-30 restored']);
    expect(await tenant.status()).toMatchObject({ inService: true, arrears: { status: 'overdue', toPay: '0.13' } });
  });

  it('a call that is made now succeeds, in and out', async () => {
    const { li, wang, board, seatId, newSeatId } = year;
    await li.must('post', '/v1/agent/seat', { seatId });
    await li.must('put', '/v1/agent/state', { state: 'ready' });
    await board.lasts(await board.isAnswered(li), 20);
    await wang.must('post', '/v1/agent/seat', { seatId: newSeatId });
    const conversation = await board.callsOut(wang, newSeatId, '+8613800138000');
    await board.lasts(conversation, 60);
    board.writesCall('out-5', { answeredAt: conversation.answeredAt, seconds: 60, to: '+8613800138000' });
    for (const agent of [li, wang]) await agent.must('delete', '/v1/agent/seat');
  });

  it('when the rest is paid too, nothing is overdue', async () => {
    const { story, tenant } = year;
    await story.comes('2026-05-30 15:00');
    await tenant.pays('27560.13');
    expect(await tenant.status()).toMatchObject({ inService: true, arrears: null });
    expect((await story.operator.get('/v1/operator/arrears')).items).toEqual([]);
    expect(await tenant.lease()).toMatchObject({ receivable: '0.00', unapplied: '0.00' });
    await story.comes('2026-06-01 09:00');
    expect((await tenant.notices()).filter((notice) => notice.includes('restored') || notice.includes('suspended'))).toEqual([
      '2026-05-16 suspended', '2026-05-18 restored', '2026-05-26 suspended', '2026-05-30 restored',
    ]);
  });
}
