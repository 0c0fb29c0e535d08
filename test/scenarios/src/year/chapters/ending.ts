import { expect, it } from '@jest/globals';
import type { Year } from '../year';

/** Autumn to the end: rents are paid, the renewal is offered, nobody takes it. */
export function ending(year: Year): void {
  it('in autumn every rent is paid in time, each period ending on the month’s last or on the 31st', async () => {
    const { story, tenant } = year;
    for (const payday of ['2026-08-26', '2026-09-25', '2026-10-27', '2026-11-26', '2026-12-27']) {
      await story.comes(`${payday} 10:00`);
      await tenant.pays('23320.00');
    }
    const rents = (await tenant.invoices()).filter((invoice) => invoice.kind === 'rent');
    expect(rents.map((rent) => rent.dueOn)).toEqual([
      '2026-01-31', '2026-02-28', '2026-03-12', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31', '2026-11-30', '2026-12-31',
    ]);
    expect(await tenant.lease()).toMatchObject({ receivable: '0.00', unapplied: '0.00', deposit: '22000.00' });
  });

  it('the renewal is offered one month before the last day', async () => {
    const { story, tenant } = year;
    const renewals = async (): Promise<string[]> => (await tenant.notices()).filter((notice) => notice.endsWith('renewal'));
    await story.comes('2026-12-29 23:59:59');
    expect(await renewals()).toEqual([]);
    await story.comes('2026-12-30 00:00');
    expect(await renewals()).toEqual(['2026-12-30 renewal']);
  });

  it('the last call of the lease begins ten minutes before its end', async () => {
    const { story, tenant, li, board, seatId } = year;
    await story.comes('2027-01-30 23:50');
    expect((await tenant.invoices()).at(-1)).toMatchObject({ dueOn: '2026-12-31' });
    await li.must('post', '/v1/agent/seat', { seatId });
    year.living = await board.callsOut(li, seatId, '+8613800138000');
    expect(await tenant.status()).toMatchObject({ inService: true });
  });

  it('at the end the seats are released, and only the call that was answered goes on', async () => {
    const { story, tenant, li, board, seatId, living } = year;
    await story.comes('2027-01-31 00:00');
    expect(await tenant.lease()).toMatchObject({ status: 'ended', seats: 0, deposit: '22000.00' });
    expect((await tenant.seats()).every((seat) => seat.state === 'released')).toBe(true);
    expect(await li.refused('post', '/v1/agent/seat', { seatId })).toBe('seat.released');
    expect(await tenant.status()).toMatchObject({ inService: false, closedBecause: 'no-lease' });
    expect([living.hears(), (await li.get('/v1/agent')).leavesAfterCall]).toEqual(['others', 'seat-released']);
    await board.lasts(living, 20 * 60);
    board.writesCall('last', { answeredAt: living.answeredAt, seconds: 1200, to: '+8613800138000' });
    expect(await li.get('/v1/agent')).toMatchObject({ state: 'offline', seat: null });
    expect(board.world.dialFrom(seatId, '+8613800138000')).toBeNull();
  });

  it('48 hours later the deposit is settled: the last calls are set off, the rest is to be refunded', async () => {
    const { story, tenant } = year;
    await story.comes('2027-02-01 23:59:59');
    expect(await tenant.lease()).toMatchObject({ deposit: '22000.00', refundable: '0.00' });
    await story.comes('2027-02-02 00:00');
    const last = (await tenant.invoices()).at(-1);
    expect(last).toMatchObject({ kind: 'telephone', total: '2.54', paid: '2.54', open: '0.00', status: 'paid' });
    expect(await tenant.lease()).toMatchObject({ receivable: '0.00', deposit: '0.00', refundable: '21997.46' });
    await story.booksAddUp();
  });
}
