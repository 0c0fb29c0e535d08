import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SeatSession, TimeSpan } from '@seatline/billing-domain';
import { civilDate, instant, zone } from '@seatline/kernel';
import { MeteringModule } from '../src/metering.module';
import { CarrierSide } from '../src/ports/carrier-side';
import { SeatsAtWork } from '../src/ports/seats-at-work';
import { HandSeatsOver } from '../src/use-cases/hand-seats-over';
import { ReadSeatUsage, type SeatUsage } from '../src/use-cases/read-seat-usage';
import { Sublets } from '../src/use-cases/sublets';
import { BillingHarness, OPERATOR } from './harness';
import { Shop, until } from './shop';

/** Tenancy and the ACD, as a test tells them. */
class ToldWork extends SeatsAtWork {
  told: SeatSession[] = [];
  windows: TimeSpan[] = [];

  override sessions = async () => this.told;
  override maintenance = async () => this.windows;
}

const work = new ToldWork();
let harness: BillingHarness;
beforeAll(async () => {
  harness = await BillingHarness.start({
    startsAt: '2026-03-01T09:00:00+08:00', with: [MeteringModule.forRoot({ operatorZone: zone('Asia/Shanghai') }, { imports: [], providers: [{ provide: SeatsAtWork, useValue: work }, { provide: CarrierSide, useValue: {} }] })],
  });
});
afterAll(() => harness.stop());

const usage = (shop: Shop, month: string): Promise<SeatUsage[]> => harness.app.get(ReadSeatUsage).run(shop.tenantId, civilDate(`${month}-01`));
const seatsOf = async (shop: Shop): Promise<string[]> =>
  (await harness.admin.query<{ seat_id: string }>('select seat_id from lease_seat where lease_id = $1 order by number', [shop.leaseId])).rows.map((row) => row.seat_id);

describe('a month of seats', () => {
  it('is told day by day: rented, suspended by arrears, kept out by maintenance, handed over, and used', async () => {
    const giver = await Shop.openPaid(harness, 4, '2026-03-02');
    const taker = await Shop.openPaid(harness, 1, '2026-03-02');
    const [first, second] = await seatsOf(giver);
    const at = (text: string) => instant(`${text}:00+08:00`);
    work.told = [
      { seatId: first!, fromAt: at('2026-03-03T09:00'), toAt: at('2026-03-03T17:00') },
      { seatId: second!, fromAt: at('2026-03-03T10:00'), toAt: at('2026-03-03T11:00') },
    ];
    work.windows = [{ fromAt: at('2026-03-05T00:00'), toAt: at('2026-03-06T00:00') }];

    // Two seats go to the other tenant on the first day of the second period; nobody pays that period.
    const { code } = await harness.app.get(Sublets).ofTenant(taker.tenantId);
    const member = { ...OPERATOR, memberId: OPERATOR.personId };
    const { id } = await harness.app.get(Sublets).give(member, giver.tenantId, giver.leaseId, { toCode: code, seats: 2, on: civilDate('2026-04-02') });
    await harness.app.get(Sublets).answer(member, taker.tenantId, id, { accept: true });
    await harness.app.get(Sublets).decide(OPERATOR, id, { consent: true, reason: 'both agree' });
    await until(harness, '2026-04-01T08:00:00+08:00');

    const [march] = await usage(giver, '2026-03');
    expect(march!.seatDays).toEqual({ total: 120, active: 116, maintenance: 4, suspended: 0, sublet: 0 });
    expect(march!.peak).toEqual({ seats: 2, at: at('2026-03-03T10:00') });
    expect(march!.spare).toEqual({ rented: 4, mostUsed: 2, fromOn: '2026-03-02', throughOn: '2026-03-31', mostUsedOn: '2026-03-03' });
    expect(march!.days[0]).toEqual({ on: '2026-03-01', rented: 0, active: 0, sublet: 0, suspended: 0, maintenance: 0, seats: 0, at: null });

    await until(harness, '2026-04-02T00:00:00+08:00');
    await harness.app.get(HandSeatsOver).run();
    await taker.pay('12360.00', 'all that is owed'); // the second period of one seat, and two seats more with their deposit
    await until(harness, '2026-04-30T12:00:00+08:00');
    const [given] = await usage(giver, '2026-04');
    const [taken] = await usage(taker, '2026-04');
    const standing = given!.days.find((day) => day.suspended > 0)!.on;
    expect(standing).toBe('2026-04-18'); // due on the 2nd, 15 days of grace
    expect(given!.seatDays).toEqual({ total: 4 + 29 * 2, active: 4 + 16 * 2, suspended: 13 * 2, maintenance: 0, sublet: 0 });
    expect(taken!.seatDays).toMatchObject({ total: 1 + 29 * 3, active: 30, sublet: 29 * 2 });
    expect(given!.spare).toMatchObject({ rented: 2, mostUsed: 0, fromOn: '2026-04-02', throughOn: '2026-04-30', mostUsedOn: null });
  });

  it('is empty while there is no lease in service', async () => {
    const shop = await Shop.openPaid(harness, 1, '2026-05-02');
    expect(await usage(shop, '2026-03')).toEqual([]);
    expect(await usage(shop, '2026-05')).toEqual([]); // it has not begun
    await until(harness, '2026-05-02T08:00:00+08:00');
    expect((await usage(shop, '2026-05'))[0]!.seatDays).toMatchObject({ total: 1, active: 1 }); // today counts
    const unpaid = await Shop.open(harness, 1, '2026-05-02');
    expect(await usage(unpaid, '2026-05')).toEqual([]);
  });
});
