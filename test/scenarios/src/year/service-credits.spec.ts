import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cst, Story } from './story';
import { Tenant } from './tenant';

/** Service that was not there, from what the operator does to what the tenant is billed: all of it through the API. */
describe('seats that could not be used', () => {
  let story: Story;
  let tenant: Tenant;

  beforeAll(async () => {
    story = await Story.begins('2026-02-27 10:00');
    tenant = await Tenant.joins(story, 'Duanxian');
    await tenant.opensLease(2, { startOn: '2026-03-01', months: 12 });
    await tenant.pays('8240.00');
  });
  afterAll(() => story.ends());

  const level = () => tenant.admin.get(`/v1/leases/${tenant.leaseId}/service-level`);
  const platform = { kind: 'platform' };

  it('a third day of maintenance and an outage are owed, and the tenant sees it beforehand', async () => {
    await story.comes('2026-03-10 09:00');
    for (const day of ['10', '11', '12']) {
      await story.operator.must('post', '/v1/operator/maintenance-windows', {
        target: platform, startAt: cst(`2026-03-${day} 20:00`), endAt: cst(`2026-03-${day} 21:00`), note: 'New racks', emergency: true,
      });
    }
    await story.comes('2026-03-13 09:00');
    expect(await story.operator.refused('post', '/v1/operator/outages', { target: platform, startAt: cst('2026-03-13 00:00'), endAt: cst('2026-03-13 09:01'), reason: 'Fibre cut' })).toBe('outage.not-over');
    await story.operator.must('post', '/v1/operator/outages', { target: platform, startAt: cst('2026-03-13 00:00'), endAt: cst('2026-03-13 06:00'), reason: 'Fibre cut' });
    await story.comes('2026-03-13 09:01');
    expect(await level()).toMatchObject({
      month: '2026-03', credits: [], coming: { seats: 2, net: '37.64', tax: '2.26', total: '39.90', by: 'invoice', on: '2026-03-25' }, // 7 of 24 hours of 31 days: 18.82 a seat
      availability: [{ seats: [1, 2], maintenanceSeconds: 3 * 3600, outageSeconds: 6 * 3600 }],
    });
  });

  it('it is a line of the next rent invoice, which opens into its sources and is computed again to the cent', async () => {
    await story.comes('2026-03-25 10:00');
    const invoice = await tenant.invoice(2);
    expect(invoice).toMatchObject({ kind: 'rent', total: '4200.10', lines: [{ kind: 'rent', net: '4000.00' }, { kind: 'sla', net: '-37.64', tax: '-2.26' }] });
    expect((await tenant.admin.get(`/v1/invoices/${invoice.id}/interruptions?line=2`)).items.map((each: { kind: string; reason: string; seatSeconds: number }) => [each.kind, each.reason, each.seatSeconds]).sort())
      .toEqual([['maintenance', 'New racks', 2 * 3600], ['outage', 'Fibre cut', 12 * 3600]]);
    expect(await tenant.admin.get(`/v1/invoices/${invoice.id}/verification`)).toMatchObject({ identical: true, differences: [] });
    expect(await level()).toMatchObject({ coming: null, credits: [{ documentNumber: invoice.number, net: '37.64', total: '39.90' }] });
    expect(await story.operator.get(`/v1/operator/tenants/${tenant.id}/leases/${tenant.leaseId}/service-level`)).toMatchObject({ credits: [{ net: '37.64' }] });
    await tenant.pays('4200.10');
    expect(await tenant.lease()).toMatchObject({ receivable: '0.00', unapplied: '0.00' });
    await story.booksAddUp();
  });

  it('a tenant without seats is told nothing of it, and sees nothing of another’s', async () => {
    const other = await Tenant.joins(story, 'Qita');
    expect((await other.admin.ask('get', `/v1/leases/${tenant.leaseId}/service-level`)).status).toBe(404);
    expect((await other.admin.ask('get', '/v1/operator/outages')).status).toBe(403);
  });
});
