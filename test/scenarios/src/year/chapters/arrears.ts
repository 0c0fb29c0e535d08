import { expect, it } from '@jest/globals';
import type { Year } from '../year';

/** 23 April to 15 May: a rent is not paid, and everything goes on as before. */
export function arrears(year: Year): void {
  it('the rent of the period from 30 April is invoiced a week before, and nobody pays it', async () => {
    const { story, tenant, li, board, seatId } = year;
    await story.comes('2026-04-20 10:00');
    await li.must('post', '/v1/agent/seat', { seatId });
    const conversation = await board.callsOut(li, seatId, '+8613800138000');
    await board.lasts(conversation, 60);
    board.writesCall('out-3', { answeredAt: conversation.answeredAt, seconds: 60, to: '+8613800138000' });
    await story.comes('2026-04-30 12:00');
    year.unpaid = await tenant.invoice(7);
    expect(year.unpaid).toMatchObject({ kind: 'rent', dueOn: '2026-04-30', total: '27560.00', status: 'open', lines: [{ seats: 13, fromOn: '2026-04-30', toOn: '2026-05-31' }] });
    expect(await tenant.status()).toMatchObject({ inService: true, arrears: null });
  });

  it('a day after its due date it is overdue: the tenant is told what is to come, and its work is whole', async () => {
    const { story, tenant, li, board, unpaid } = year;
    await story.comes('2026-05-01 09:00');
    const arrears = { status: 'overdue', toPay: '27560.00', currency: 'CNY', dueOn: '2026-04-30', lastDayToPayOn: '2026-05-15', suspensionAt: '2026-05-15T16:00:00.000Z', because: [unpaid.number] };
    expect(await tenant.status()).toMatchObject({ inService: true, arrears });
    expect(await li.get('/v1/service-status')).toMatchObject({ arrears: { status: 'overdue' } });
    await li.must('put', '/v1/agent/state', { state: 'ready' });
    const conversation = await board.isAnswered(li);
    await board.lasts(conversation, 30);
    await li.must('put', '/v1/agent/state', { state: 'busy' });
    expect((await story.operator.get('/v1/operator/arrears')).items).toMatchObject([{ tenantName: 'Huayu', status: 'overdue', toPay: '27560.00' }]);
  });

  it('nobody who owes can order more', async () => {
    const { story, tenant } = year;
    await story.comes('2026-05-02 10:00');
    expect(await tenant.ordersInVain(2)).toBe('lease.overdue');
    expect(await tenant.invoice(8)).toMatchObject({ kind: 'telephone', dueOn: '2026-05-12', total: '0.13' });
  });

  it('explain names every date and instant, of now, of what was and of what will be', async () => {
    const { story, tenant, unpaid } = year;
    await story.comes('2026-05-08 10:00');
    const telephone = await tenant.invoice(8);
    const now = await tenant.explain();
    expect(now).toMatchObject({
      at: story.now(), zone: 'Asia/Shanghai', status: 'overdue', toPay: '27560.00', hold: null, because: [], suspensionAt: '2026-05-15T16:00:00.000Z', terminationProposedOn: '2026-05-30',
      invoices: [
        { number: unpaid.number, kind: 'rent', dueOn: '2026-04-30', open: '27560.00', daysPastDue: 8, lastDayToPayOn: '2026-05-15', suspensionAt: '2026-05-15T16:00:00.000Z' },
        { number: telephone.number, kind: 'telephone', dueOn: '2026-05-12', open: '0.13', lastDayToPayOn: '2026-06-11', suspensionAt: '2026-06-11T16:00:00.000Z' },
      ],
    });
    const notices = now.notices.filter((notice: { invoiceNumber: string }) => notice.invoiceNumber === unpaid.number);
    expect(notices.map((notice: { kind: string; on: string; sentAt: string | null }) => [notice.kind, notice.on, notice.sentAt])).toEqual([
      ['reminder', '2026-04-27', '2026-04-26T16:00:00.000Z'], ['overdue', '2026-05-01', '2026-04-30T16:00:00.000Z'],
      ['second', '2026-05-07', '2026-05-06T16:00:00.000Z'], ['last-warning', '2026-05-12', null], ['termination-proposed', '2026-05-30', null],
    ]);
    expect(await tenant.explain('2026-04-29 10:00')).toMatchObject({ status: 'clear', toPay: '0.00', invoices: [{ number: unpaid.number, open: '27560.00' }] });
    expect(await tenant.explain('2026-05-15 23:59:59')).toMatchObject({ status: 'overdue' });
    expect(await tenant.explain('2026-05-16 00:00')).toMatchObject({ status: 'suspended', because: [unpaid.number], toPay: '27560.00', suspensionAt: '2026-05-15T16:00:00.000Z' });
    expect(await story.operator.get(tenant.ofOperator('/arrears'))).toEqual(now);
  });

  it('each notice is given once, however often the sweep looks', async () => {
    const { story, tenant, unpaid } = year;
    await story.comes('2026-05-12 00:00');
    for (let round = 0; round < 3; round += 1) await story.test.settle();
    await story.comes('2026-05-15 20:00');
    expect(await tenant.notices(unpaid.number)).toEqual([
      '2026-04-23 invoice-issued', '2026-04-27 reminder', '2026-05-01 overdue', '2026-05-07 second', '2026-05-12 last-warning',
    ]);
  });
}
