import { expect, it } from '@jest/globals';
import type { Answer } from '@seatline/test-support';
import { Tenant } from '../tenant';
import type { Year } from '../year';

type View = Answer['body'];

/** The decks as they were in force, as a story writes them. */
const DECK = [['86', '0.12'], ['1', '0.30'], ['995', '1.20']].map(([prefix, perMinute]) => ({
  prefix, perMinute, connect: '0', initialSeconds: 60, incrementSeconds: 60, effectiveFrom: '2026-01-01T00:00:00+08:00',
}));

/** February 2027: the books are compared with the story told to `seatline simulate`, and looked at from outside. */
export function books(year: Year): void {
  let told: View;
  let booked: View;

  it('the same year told to `seatline simulate` has the same invoices, credits, balances and timeline as the books', async () => {
    ({ told, booked } = await year.tenant.simulated({ zone: 'Asia/Shanghai', term: { startOn: '2026-01-31', months: 12 }, deck: DECK }));
    for (const part of ['invoices', 'creditNotes', 'balances', 'seats', 'conserved'] as const) expect([part, booked[part]]).toEqual([part, told[part]]);
    expect(told.conserved).toBe(true);
    expect(booked.timeline).toEqual(told.timeline);
    const rated = (result: View): View[] => result.calls.filter((call: View) => call.status === 'rated').map(({ id: _, ...call }: View) => call);
    expect(rated(booked)).toEqual(expect.arrayContaining(rated(told)));
    expect(rated(booked).length).toBe(rated(told).length);
  });

  it('so has what the API shows, invoice by invoice and notice by notice', async () => {
    const { tenant } = year;
    const shown = (await tenant.invoices()).map(({ kind, dueOn, net, tax, total, paid, credited, open }: View) => ({ kind, dueOn, net, tax, total, paid, credited, open }));
    expect(shown).toEqual(told.invoices.map(({ kind, dueOn, net, tax, total, paid, credited, open }: View) => ({ kind, dueOn, net, tax, total, paid, credited, open })));
    const announced = told.timeline.filter((entry: View) => ['notice', 'invoice-issued', 'suspended', 'restored'].includes(entry.what));
    expect((await tenant.notices()).sort()).toEqual(announced.map((entry: View) => `${entry.at.slice(0, 10)} ${entry.kind ?? entry.what}`).sort());
    expect(await tenant.lease()).toMatchObject(told.balances);
  });

  it('every step is in the audit log, with its reason where one is asked for', async () => {
    const { story, tenant } = year;
    const audit = await tenant.audit();
    const deeds = audit.filter((entry) => entry.actorKind !== 'system').map((entry) => entry.action);
    for (const [action, times] of Object.entries({
      'lease.opened': 1, 'seats.ordered': 2, 'seats.removed': 1, 'payment.booked': 17, 'payment.started': 1, 'arrears.held': 1, 'member.joined': 3, 'invitation.made': 2, 'trunk.entered': 1,
      'number.rented': 1, 'number.bound': 1, 'queue.opened': 1, 'queue.changed': 1,
    })) expect([action, deeds.filter((deed) => deed === action).length]).toEqual([action, times]);
    expect(audit.find((entry) => entry.action === 'arrears.held')).toMatchObject({ actorKind: 'operator', actorName: 'Operator', reason: 'Promised by Ms Zhao on the phone', facts: { untilOn: '2026-05-25' } });
    expect(audit.find((entry) => entry.action === 'seats.removed')).toMatchObject({ actorKind: 'member', actorName: 'Huayu’s admin', facts: { seats: 2, when: 'period-end' } });
    expect(audit.filter((entry) => entry.action === 'payment.booked')[0]).toMatchObject({ at: '2026-01-30T08:00:00.000Z', facts: { amount: '41200.00', valueOn: '2026-01-30', reference: 'ICBC 20260130/1' } });
    const platform = await story.operator.all('/v1/operator/audit');
    expect(platform.filter((entry) => entry.action === 'maintenance.planned').map((entry) => entry.reason)).toEqual(['New racks', 'New racks', 'New racks']);
    expect(platform.some((entry) => entry.action === 'tenant.created' && entry.subjectId === tenant.id)).toBe(true);
  });

  it('another tenant sees nothing of it', async () => {
    const { story, tenant } = year;
    const other = await Tenant.joins(story, 'Qita');
    for (const path of ['leases', 'invoices', 'orders', 'payments', 'notices', 'usage', 'calls', 'seats', 'numbers', 'trunks', 'queues']) {
      expect([path, (await other.admin.get(`/v1/${path}`)).items]).toEqual([path, []]);
    }
    expect(JSON.stringify([await other.audit(), await other.status(), (await other.admin.get('/v1/members')).items])).not.toContain('Huayu');
    const [invoice] = await tenant.invoices();
    const [order] = await tenant.admin.all('/v1/orders');
    const lease = `/v1/leases/${tenant.leaseId}`;
    const tries = [
      other.admin.ask('get', lease), other.admin.ask('get', `${lease}/arrears`), other.admin.ask('post', `${lease}/simulate`, { events: [], until: story.now() }),
      other.admin.ask('post', `${lease}/seat-removals`, { seats: 1, when: 'now' }), other.admin.ask('get', `/v1/invoices/${invoice.id}`),
      other.admin.ask('post', `/v1/invoices/${invoice.id}/payments`), other.admin.ask('post', `/v1/orders/${order.id}/payments`), other.admin.ask('get', `/v1/seats/${year.seatId}`),
    ];
    expect((await Promise.all(tries)).map((answer) => answer.status)).toEqual(tries.map(() => 404));
    expect(await other.admin.refused('post', `/v1/operator/tenants/${tenant.id}/leases/${tenant.leaseId}/payments`, { amount: '1.00', reference: 'x' })).toBe('forbidden');
    await story.booksAddUp();
  });
}
