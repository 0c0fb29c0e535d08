import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DueWorkSweep } from '@seatline/billing';
import { Story } from './story';
import { Tenant } from './tenant';

/** The rules’ own examples, each as somebody’s lease: all begin on 1 February 2026, so their second rent is due on 1 March. */
describe('leases from 1 February', () => {
  const TERM = { startOn: '2026-02-01', months: 12 };
  const NAMES = ['Zengzuo', 'Dianhui', 'Buhui', 'Niuyue', 'Tongshi', 'Tongmiao', 'Xianyong', 'Zhongzhi'] as const;
  const tenants = {} as Record<(typeof NAMES)[number], Tenant>;
  let story: Story;

  beforeAll(async () => {
    story = await Story.begins('2026-01-30 10:00');
    for (const name of NAMES) {
      const tenant = await Tenant.joins(story, name, name === 'Niuyue' ? { zone: 'America/New_York' } : {});
      await tenant.opensLease(1, TERM);
      if (name !== 'Xianyong') await tenant.pays('4120.00');
      tenants[name] = tenant;
    }
  });
  afterAll(() => story.ends());

  const servicesOf = async (...names: (typeof NAMES)[number][]): Promise<string[]> =>
    Promise.all(names.map(async (name) => ((await tenants[name].status()).inService ? `${name} works` : `${name} is stopped`)));

  it('seats may be used before they are paid where the operator says so and why', async () => {
    const { Xianyong } = tenants;
    expect(await story.operator.refused('post', Xianyong.ofOperator('/waiver'), { reason: '' })).toBe('invalid-input');
    await Xianyong.isTrusted('State-owned, pays by the quarter');
    await story.comes('2026-02-01 00:00');
    expect(await Xianyong.seats('active')).toHaveLength(1);
    expect((await Xianyong.audit()).find((entry) => entry.action === 'payment.waived')).toMatchObject({ actorKind: 'operator', reason: 'State-owned, pays by the quarter' });
    await story.comes('2026-02-02 09:00');
    expect(await Xianyong.status()).toMatchObject({ inService: true, arrears: { status: 'overdue', toPay: '4120.00', suspensionAt: '2026-02-16T16:00:00.000Z' } });
    await Xianyong.pays('4120.00');
  });

  it('three seats, ordered and paid on 20 February: 9 of 28 days, 642.86 a seat, 7928.58 before tax', async () => {
    const { Zengzuo } = tenants;
    await story.comes('2026-02-18 09:00');
    await Zengzuo.orders(3);
    await story.comes('2026-02-20 15:00');
    await Zengzuo.pays('8044.29', { for: 'order' });
    expect(await Zengzuo.invoice(2)).toMatchObject({
      net: '7928.58', tax: '115.71', total: '8044.29', dueOn: '2026-02-20', status: 'paid',
      lines: [{ kind: 'rent', seats: 3, unitPrice: '642.86', days: 9, periodDays: 28, net: '1928.58' }, { kind: 'deposit', seats: 3, net: '6000.00', tax: '0.00' }],
    });
    expect(await Zengzuo.seats('active')).toHaveLength(4);
    await story.comes('2026-02-27 09:00');
    await Zengzuo.pays('8480.00');
  });

  it('a lease that ends early by agreement gets back what it paid ahead, and its deposit', async () => {
    const { Zhongzhi } = tenants;
    await Zhongzhi.pays('2120.00');
    await story.comes('2026-03-05 10:00');
    await Zhongzhi.agreesToEnd('2026-03-11', 'Moves to another city');
    // 10 of 31 days used: 645.16 and 38.71 of tax stay; 1354.84 and 81.29 come back
    expect(await Zhongzhi.invoice(2)).toMatchObject({ credited: '1436.13', paid: '683.87', open: '0.00', creditNotes: [{ total: '1436.13' }] });
    expect(await Zhongzhi.lease()).toMatchObject({ endOn: '2026-03-11', unapplied: '1436.13', status: 'in-service' });
    await story.comes('2026-03-11 00:00');
    expect(await Zhongzhi.seats('released')).toHaveLength(1);
    await story.comes('2026-03-13 00:00');
    expect(await Zhongzhi.lease()).toMatchObject({ status: 'ended', deposit: '0.00', refundable: '2000.00', unapplied: '1436.13' });
    expect((await Zhongzhi.audit()).find((entry) => entry.action === 'lease.end-agreed')).toMatchObject({ actorKind: 'operator', reason: 'Moves to another city', facts: { on: '2026-03-11' } });
  });

  it('whoever pays on the last second of 16 March stays in service; before it nobody is stopped', async () => {
    await story.comes('2026-03-16 23:59:59');
    expect(await servicesOf('Dianhui', 'Buhui', 'Tongshi', 'Tongmiao')).toEqual(['Dianhui works', 'Buhui works', 'Tongshi works', 'Tongmiao works']);
    await tenants.Dianhui.pays('2120.00');
    expect(await tenants.Dianhui.status()).toMatchObject({ inService: true, arrears: null });
  });

  it('in the second of the midnight a payment and the sweep both want the lease: whoever comes first, it was suspended and is restored, once', async () => {
    story.standsStillUntil('2026-03-17 00:00');
    const sweep = story.test.app.get(DueWorkSweep, { strict: false });
    await Promise.all([tenants.Tongmiao.books('2120.00'), sweep.run(), tenants.Tongshi.books('2120.00'), sweep.run(), tenants.Tongshi.books('2120.00')]);
    await story.test.settle();
    expect(await servicesOf('Dianhui', 'Buhui', 'Tongshi', 'Tongmiao')).toEqual(['Dianhui works', 'Buhui is stopped', 'Tongshi works', 'Tongmiao works']);
    for (const name of ['Tongshi', 'Tongmiao'] as const) {
      const turns = (await tenants[name].notices()).filter((notice) => notice.endsWith('suspended') || notice.endsWith('restored'));
      expect(turns).toEqual(['2026-03-17 suspended', '2026-03-17 restored']);
      expect(await tenants[name].seats('active')).toHaveLength(1);
    }
    expect(await tenants.Tongshi.lease()).toMatchObject({ receivable: '0.00', unapplied: '2120.00' });
    expect(await tenants.Buhui.explain()).toMatchObject({ status: 'suspended', suspensionAt: '2026-03-16T16:00:00.000Z', toPay: '2120.00' });
    await story.booksAddUp();
  });

  it('in New York the local midnight decides, after the clocks have changed', async () => {
    await story.comesTo('2026-03-17T03:59:59Z');
    expect(await servicesOf('Niuyue')).toEqual(['Niuyue works']);
    await story.comesTo('2026-03-17T04:00:00Z');
    expect(await servicesOf('Niuyue')).toEqual(['Niuyue is stopped']);
    expect(await tenants.Niuyue.explain()).toMatchObject({ zone: 'America/New_York', suspensionAt: '2026-03-17T04:00:00.000Z' });
  });

  it('a transfer that reached the bank in time and was keyed in late is booked for its own day, and restores', async () => {
    await story.comes('2026-03-17 14:00');
    const payment = await tenants.Buhui.pays('2120.00', { valueOn: '2026-03-16' });
    expect(payment).toMatchObject({ valueOn: '2026-03-16', recordedAt: '2026-03-17T06:00:00.000Z' });
    expect(await servicesOf('Buhui')).toEqual(['Buhui works']);
    expect(await tenants.Buhui.seats('active')).toHaveLength(1);
  });

  it('told to `seatline simulate`, each is the lease that is booked; a waiver is nothing that it knows', async () => {
    await story.comes('2026-04-12 20:00');
    for (const name of NAMES.filter((each) => each !== 'Xianyong')) {
      const simulation = await tenants[name].simulated({ zone: name === 'Niuyue' ? 'America/New_York' : 'Asia/Shanghai', term: TERM });
      expect([name, simulation.booked]).toEqual([name, simulation.told]);
    }
    await story.booksAddUp();
  });

  it('who is warned late, because nobody looked for days, has four days more from the warning', async () => {
    const { Xianyong } = tenants;
    // Everybody owes the rent of 1 April; the last warning is due on the 13th, and the processes stand still until the 15th.
    story.standsStillUntil('2026-04-15 10:00');
    await story.test.settle();
    expect(await Xianyong.explain()).toMatchObject({ suspensionAt: '2026-03-16T16:00:00.000Z' });
    expect(await tenants.Dianhui.explain()).toMatchObject({ status: 'overdue', suspensionAt: '2026-04-18T16:00:00.000Z' });
    await story.comes('2026-04-18 23:59:59');
    expect(await servicesOf('Dianhui', 'Xianyong')).toEqual(['Dianhui works', 'Xianyong is stopped']);
    await story.comes('2026-04-19 00:00');
    expect(await servicesOf('Dianhui')).toEqual(['Dianhui is stopped']);
  });
});
