import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AgentDesk, TakeSeat } from '@seatline/acd';
import { Jobs } from '@seatline/server';
import { CarrierFailure, SIP_REALM } from '@seatline/telephony-domain';
import { CallHouse, until } from './call-house';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open(1);
});
afterEach(() => house.close());

const seat = () => house.seats[0] ?? '';
const endpoint = async () => (await house.rows('select * from seat_endpoint'))[0];
const told = async () => (await house.rows("select topic, payload from outbox where topic like 'telephony.seat%' order by id")).map((row) => [row['topic'], row['payload']]);

describe('a seat at its carrier', () => {
  it('is what its row wants, and every wish is answered once', async () => {
    expect((await house.carrier.provisioned()).seats).toEqual([{ seatId: seat(), service: 'full' }]);
    for (const service of ['emergency-only', 'emergency-only', 'none'] as const) {
      await house.want(house.process, seat(), service);
      await house.process.due();
    }
    expect((await house.carrier.provisioned()).seats).toEqual([]);
    expect((await told()).map(([topic, payload]) => [topic, payload.service])).toEqual(
      ['full', 'emergency-only', 'emergency-only', 'none'].map((service) => ['telephony.seat-service-applied', service]),
    );
  });

  it('that the carrier refuses is tried again later, and its cause is told', async () => {
    house.world.fail('ensureSeat', new CarrierFailure('unavailable', 'starting'));
    await house.want(house.process, seat(), 'emergency-only');
    await house.process.due();
    expect(await endpoint()).toMatchObject({ last_error: 'carrier-unavailable', attempts: 1, applied_service: 'full' });
    expect((await told()).at(-1)).toEqual(['telephony.seat-service-failed', { seatId: seat(), cause: 'carrier-unavailable' }]);
    house.world.mend();
    await house.process.due();
    expect(await endpoint()).toMatchObject({ applied_service: 'full' }); // not before its time
    house.clock.pass(5);
    await house.process.due();
    expect(await endpoint()).toMatchObject({ applied_service: 'emergency-only', last_error: null, attempts: 0 });
    expect((await told()).at(-1)).toEqual(['telephony.seat-service-applied', { seatId: seat(), service: 'emergency-only' }]);
  });

  it('is made so again when somebody else changed it there', async () => {
    await house.carrier.removeSeat(seat());
    await house.carrier.ensureSeat({ id: 'left-over', tenantId: house.tenantId, sipUsername: 'left-over', ha1: createHash('md5').update('x').digest('hex'), service: 'full' });
    await house.process.get(Jobs).sweepAndDrain();
    await until('equality', () => house.carrier.provisioned(), ({ seats }) => seats.length === 1 && seats[0]?.seatId === seat());
  });
});

describe('a log-in at a seat', () => {
  it('has a secret of its own, and who has left the seat is kept out', async () => {
    const withPhones = await CallHouse.open(1, { simulated: { domain: 'seatline', server: 'sip.seatline.test' } });
    try {
      withPhones.world.phonesRegisterThemselves = false;
      const [memberId = '', seatId = ''] = [withPhones.members[0], withPhones.seats[0]];
      const take = async () => (await withPhones.process.get(TakeSeat).run(withPhones.tenantId, memberId, seatId)).sip;
      const ha1 = (login: { username: string; secret: string } | null) => createHash('md5').update(`${login?.username}:${SIP_REALM}:${login?.secret}`).digest('hex');
      const first = await take();
      expect(first).toMatchObject({ domain: 'seatline', server: 'sip.seatline.test' });
      withPhones.world.unregister(seatId);
      expect(withPhones.world.register(seatId, ha1(first))).toBe(true);
      const second = await take();
      expect([second?.username === first?.username, second?.secret === first?.secret]).toEqual([true, false]);
      expect([withPhones.world.register(seatId, ha1(first)), withPhones.world.register(seatId, ha1(second))]).toEqual([false, true]);
      await withPhones.process.get(AgentDesk).leaveSeat(withPhones.tenantId, memberId);
      await withPhones.process.due();
      expect(withPhones.world.register(seatId, ha1(second))).toBe(false);
    } finally {
      await withPhones.close();
    }
  });
});
