import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cst, Story } from './story';
import { Tenant } from './tenant';

/** A carrier that goes away: from the probes that fail to the line of an invoice, with nobody recording anything. */
describe('a carrier that cannot be reached', () => {
  let story: Story;
  let tenant: Tenant;

  beforeAll(async () => {
    story = await Story.begins('2026-02-27 10:00');
    tenant = await Tenant.joins(story, 'Duanlian');
    await tenant.opensLease(2, { startOn: '2026-03-01', months: 12 });
    await tenant.pays('8240.00');
  });
  afterAll(() => story.ends());

  const level = () => tenant.admin.get(`/v1/leases/${tenant.leaseId}/service-level`);
  const outages = async () => (await story.operator.get('/v1/operator/outages')).items;

  /** Minutes of the day, watched all along. */
  async function watched(day: string, fromMinute: number, toMinute: number): Promise<void> {
    for (let seconds = fromMinute * 60; seconds <= toMinute * 60; seconds += 30) {
      const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
      await story.comes(`${day} ${time}`);
    }
  }

  it('shows as out to the operator while it is, and becomes an outage of those whom it carries when it is over', async () => {
    await watched('2026-03-10', 0, 1);
    story.test.carrier.world.outOfReach = true;
    await watched('2026-03-10', 2, 5);
    expect((await story.operator.get('/v1/operator/watched-carriers')).items).toMatchObject([{ carrier: 'simulated', failedProbes: 7, outSince: new Date(cst('2026-03-10 00:02')).toISOString() }]);
    expect((await story.operator.get('/v1/operator/carrier-outs')).items).toMatchObject([{ carrier: 'simulated', untilAt: null, cause: 'unreachable' }]);
    expect(await outages()).toEqual([]);
    expect((await level()).availability).toMatchObject([{ outageSeconds: 0 }]);
    await watched('2026-03-10', 6, 12);
    story.test.carrier.world.outOfReach = false;
    await watched('2026-03-10', 14, 15);
    const span = { startAt: new Date(cst('2026-03-10 00:02')).toISOString(), endAt: new Date(cst('2026-03-10 00:12')).toISOString() };
    // Nobody probed from 00:12 to 00:14: what is not known was no outage.
    expect(await outages()).toMatchObject([{ measured: true, recordedBy: 'Seatline', told: true, target: { kind: 'carrier', carrier: 'simulated' }, ...span }]);
    expect((await level())).toMatchObject({ availability: [{ outageSeconds: 600 }], interruptions: [{ kind: 'outage', creditableSeconds: 600 }], coming: { seats: 2 } });
    const audit = await story.operator.get('/v1/operator/audit?limit=5');
    expect(audit.items.map(({ action }: { action: string }) => action)).toContain('outage.measured');
  });

  it('for a moment, or within announced maintenance, is no outage', async () => {
    const before = (await outages()).length;
    await story.operator.must('post', '/v1/operator/maintenance-windows', { target: { kind: 'carrier', carrier: 'simulated' }, startAt: cst('2026-03-11 01:00'), endAt: cst('2026-03-11 02:00'), note: 'New racks', emergency: true });
    await watched('2026-03-11', 60, 61);
    story.test.carrier.world.outOfReach = true;
    await watched('2026-03-11', 62, 70);
    story.test.carrier.world.outOfReach = false;
    await watched('2026-03-11', 71, 72);
    expect(await outages()).toHaveLength(before + 1);
    expect((await level())).toMatchObject({ availability: [{ outageSeconds: 600 }] });
    await watched('2026-03-12', 0, 1);
    story.test.carrier.world.outOfReach = true;
    await watched('2026-03-12', 2, 2);
    story.test.carrier.world.outOfReach = false;
    await watched('2026-03-12', 3, 4);
    expect(await outages()).toHaveLength(before + 1);
  });

  it('is given back with the next rent', async () => {
    await story.comes('2026-03-25 10:00');
    const invoice = await tenant.invoice(2);
    // 10 minutes of one of 31 days, 2000.00 ÷ 31 × 10 ÷ 1440 = 0.448… a seat
    expect(invoice.lines).toMatchObject([{ kind: 'rent' }, { kind: 'sla', net: '-0.90', tax: '-0.05' }]);
    await story.booksAddUp();
  });
});
