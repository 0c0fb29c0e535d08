import { expect, it } from '@jest/globals';
import { until } from '../../until';
import type { Year } from '../year';

/** June to August: two seats go, and the operator maintains its platform. */
export function summer(year: Year): void {
  it('two seats are given up for the period’s end: the next period’s rent is credited for them', async () => {
    const { story, tenant, wang, board, newSeatId } = year;
    await story.comes('2026-06-10 10:00');
    expect((await tenant.invoices()).at(-1)).toMatchObject({ kind: 'telephone', dueOn: '2026-06-12', total: '0.13' });
    await tenant.pays('0.13');
    await story.comes('2026-06-25 10:00');
    const invoice = (await tenant.invoices()).at(-1);
    expect(invoice).toMatchObject({ kind: 'rent', dueOn: '2026-06-30', total: '27560.00' });
    await tenant.removesSeats(2, 'period-end');
    expect(await tenant.admin.get(`/v1/invoices/${invoice.id}`)).toMatchObject({ credited: '4240.00', open: '23320.00', creditNotes: [{ total: '4240.00' }] });
    expect((await tenant.seats('active')).length).toBe(13);
    await tenant.pays('23320.00');
    await story.comes('2026-06-29 23:59:59');
    expect((await tenant.seats('active')).length).toBe(13);
    await wang.must('post', '/v1/agent/seat', { seatId: newSeatId });
    year.living = await board.callsOut(wang, newSeatId, '+8613800138000');
  });

  it('they are released at that midnight, the last added first; who talks there finishes the call', async () => {
    const { story, tenant, wang, board, newSeatId, living } = year;
    await story.comes('2026-06-30 00:00');
    expect((await tenant.seats('active')).map((seat) => seat.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect((await tenant.seats('released')).map((seat) => seat.number)).toEqual([12, 13]);
    expect([living.hears(), (await wang.get('/v1/agent')).state]).toEqual(['others', 'talking']);
    await board.lasts(living, 59);
    board.writesCall('out-6', { answeredAt: living.answeredAt, seconds: 59, to: '+8613800138000' });
    expect(await wang.get('/v1/agent')).toMatchObject({ state: 'offline', seat: null });
    expect(await wang.refused('post', '/v1/agent/seat', { seatId: newSeatId })).toBe('seat.released');
    expect(await tenant.lease()).toMatchObject({ seats: 11, seatsActive: 11, deposit: '26000.00' });
  });

  it('their deposit is free when the usage of their last period is closed, and pays what is invoiced then', async () => {
    const { story, tenant } = year;
    await story.comes('2026-07-02 00:00');
    expect(await tenant.lease()).toMatchObject({ deposit: '22000.00' });
    expect((await tenant.invoices()).at(-1)).toMatchObject({ kind: 'telephone', total: '0.13', paid: '0.13' });
    expect(await tenant.lease()).toMatchObject({ unapplied: '3999.87' });
    await story.comes('2026-07-25 10:00');
    expect((await tenant.invoices()).at(-1)).toMatchObject({ kind: 'rent', dueOn: '2026-07-31', total: '23320.00', paid: '3999.87', open: '19320.13' });
    await tenant.pays('19320.13');
    expect(await tenant.lease()).toMatchObject({ receivable: '0.00', unapplied: '0.00' });
  });

  it('maintenance is planned 72 hours ahead, on two days and for 48 hours a month at most; more is an emergency', async () => {
    const { story } = year;
    await story.comes('2026-08-03 10:00');
    const plan = (startAt: string, endAt: string, emergency = false): object => ({ target: { kind: 'platform' }, startAt: `${startAt}:00+08:00`, endAt: `${endAt}:00+08:00`, note: 'New racks', emergency });
    const refused = (body: object): Promise<string> => story.operator.refused('post', '/v1/operator/maintenance-windows', body);
    expect(await refused(plan('2026-08-06T09:59', '2026-08-06T12:00'))).toBe('maintenance.short-notice');
    expect(await refused(plan('2026-08-08T00:00', '2026-08-10T00:01'))).toBe('maintenance.over-allowance');
    const first = await story.operator.must('post', '/v1/operator/maintenance-windows', plan('2026-08-08T22:00', '2026-08-09T04:00'));
    expect(first.excessSeconds).toBe(0);
    expect(await refused(plan('2026-08-09T03:00', '2026-08-09T05:00'))).toBe('maintenance.overlaps');
    await story.operator.must('post', '/v1/operator/maintenance-windows', plan('2026-08-15T22:00', '2026-08-15T23:00'));
    expect(await refused(plan('2026-08-22T22:00', '2026-08-22T23:00'))).toBe('maintenance.over-allowance');
    expect(await story.operator.must('post', '/v1/operator/maintenance-windows', plan('2026-08-22T22:00', '2026-08-22T23:00', true))).toMatchObject({ excessSeconds: 3600 });
    year.windowId = first.id;
  });

  it('it is announced to the tenant, and changes nothing before it begins', async () => {
    const { story, tenant, li, board, seatId, windowId } = year;
    await story.comes('2026-08-08 21:50');
    expect((await tenant.status()).maintenance[0]).toMatchObject({ id: windowId, startAt: '2026-08-08T14:00:00.000Z', endAt: '2026-08-08T20:00:00.000Z', running: false, note: 'New racks' });
    await li.must('post', '/v1/agent/seat', { seatId });
    await li.must('put', '/v1/agent/state', { state: 'ready' });
    year.living = await board.isAnswered(li);
  });

  it('while it is on, nobody logs in, callers hear so, and what goes on goes on', async () => {
    const { story, tenant, li, wang, board, seatId, living } = year;
    await story.comes('2026-08-08 22:00');
    expect(await tenant.status()).toMatchObject({ inService: false, closedBecause: 'maintenance', closedUntil: '2026-08-08T20:00:00.000Z', maintenance: [{ running: true }, {}, {}] });
    const refusal = await wang.ask('post', '/v1/agent/seat', { seatId: (await tenant.seats())[1].id });
    expect([refusal.body.code, refusal.body.facts]).toEqual(['seat.maintenance', { endAt: '2026-08-08T20:00:00.000Z' }]);
    const outside = board.isCalled();
    await until('the announcement', () => outside.hears(), (what) => what === 'announcement');
    await until('its end', () => outside.ended, (ended) => ended);
    expect([living.hears(), (await li.get('/v1/agent')).state]).toEqual(['others', 'talking']);
    await story.comes('2026-08-08 22:10');
    await board.lasts(living, 20 * 60);
    expect((await story.operator.get('/v1/operator/maintenance-windows')).items.find((each: { id: string }) => each.id === year.windowId)).toMatchObject({ status: 'running' });
    expect(await li.refused('post', '/v1/agent/calls', { to: '+8613800138000' })).toBe('call.maintenance');
    expect(seatId).not.toBe('');
  });

  it('an emergency that is called off takes no time, so nothing is owed for it', async () => {
    const { story } = year;
    const { items } = await story.operator.get('/v1/operator/maintenance-windows');
    await story.operator.must('delete', `/v1/operator/maintenance-windows/${items.find((each: { emergency: boolean }) => each.emergency).id}`);
  });

  it('it ends by itself', async () => {
    const { story, tenant, li, board } = year;
    await story.comes('2026-08-09 03:59:59');
    expect(await tenant.status()).toMatchObject({ inService: false });
    await story.comes('2026-08-09 04:00');
    expect(await tenant.status()).toMatchObject({ inService: true, closedBecause: null });
    await board.lasts(await board.isAnswered(li), 60);
    await li.must('delete', '/v1/agent/seat');
    expect((await tenant.seats('active')).length).toBe(11);
  });
}
