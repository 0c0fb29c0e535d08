import { describe, expect, it } from '@jest/globals';
import { eventOf, freshId } from '../support/carrier-rig';
import { TENANT, type Stage } from './stage';

/** Seats and trunks come and go while the carrier runs. */
export function describeProvisioning(stage: () => Stage): void {
  const rig = () => stage().rig;

  describe('provisioning', () => {
    it('lets a telephone in only while its seat is provisioned, and only with its own login', async () => {
      const seat = rig().makeSeat(freshId('seat'), TENANT);
      expect(await rig().registerPhone(seat, { answerAfterMs: null })).toBeNull();
      await rig().carrier.ensureSeat(seat);
      expect(await rig().registerPhone(seat, { answerAfterMs: null }, { wrongPassword: true })).toBeNull();
      expect(await rig().registerPhone(seat, { answerAfterMs: null })).not.toBeNull();
      await eventOf(rig(), 'seat.online', (event) => event.seatId === seat.id);
      expect((await rig().carrier.snapshot()).onlineSeatIds).toContain(seat.id);
      await rig().carrier.removeSeat(seat.id);
      expect(await rig().registerPhone(seat, { answerAfterMs: null })).toBeNull();
    });

    it('answers when it is asked whether it is there', async () => {
      await expect(rig().carrier.ping()).resolves.toBeUndefined();
    });

    it('tells what it has, and may be asked for the same twice', async () => {
      const seat = rig().makeSeat(freshId('seat'), TENANT);
      const trunk = await stage().trunk();
      await rig().carrier.ensureSeat(seat);
      await rig().carrier.ensureSeat(seat);
      await rig().carrier.ensureTrunk(trunk);
      await rig().carrier.ensureSeat({ ...seat, service: 'emergency-only' });
      const had = await rig().carrier.provisioned();
      expect(had.seats.filter(({ seatId }) => seatId === seat.id)).toEqual([{ seatId: seat.id, service: 'emergency-only' }]);
      expect(had.trunkIds.filter((id) => id === trunk.id)).toHaveLength(1);
      await rig().carrier.removeSeat(seat.id);
      await rig().carrier.removeSeat(seat.id);
      await rig().carrier.removeTrunk(trunk.id);
      await rig().carrier.removeTrunk(trunk.id);
      const left = await rig().carrier.provisioned();
      expect(left.seats.map(({ seatId }) => seatId)).not.toContain(seat.id);
      expect(left.trunkIds).not.toContain(trunk.id);
    });

    it('refuses two seats with one SIP name, and a trunk that is to register without a login', async () => {
      const seat = rig().makeSeat(freshId('seat'), TENANT);
      await rig().carrier.ensureSeat(seat);
      await expect(rig().carrier.ensureSeat({ ...seat, id: freshId('seat') })).rejects.toMatchObject({ code: 'refused', retryable: false });
      const trunk = await rig().makeTrunk(freshId('trunk'), TENANT);
      await expect(rig().carrier.ensureTrunk({ ...trunk, register: true })).rejects.toMatchObject({ code: 'refused' });
    });
  });
}
