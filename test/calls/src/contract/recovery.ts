import { describe, expect, it } from '@jest/globals';
import { legEventId } from '@seatline/telephony-domain';
import { eventOf } from '../support/carrier-rig';
import type { Stage } from './stage';

/** We or the carrier fall in the middle of calls. */
export function describeRecovery(stage: () => Stage): void {
  const rig = () => stage().rig;

  describe('when we or the carrier fall', () => {
    it('a call outlives the control plane, and what happened meanwhile is in the carrier’s own record', async () => {
      const living = await stage().talk();
      const dying = await stage().talk({ others: true });
      const before = await stage().wholeHistory();
      expect(before.length).toBeGreaterThan(0);
      await rig().replaceControlPlane(async () => {
        await rig().pass(100);
        expect(await living.caller.hears()).toEqual(['agent']);
      });
      await eventOf(rig(), 'carrier.gap', (event) => event.at > 0);
      expect(await living.caller.hears()).toEqual(['agent']);
      const { legs, rooms } = await rig().carrier.snapshot();
      expect(legs.map((leg) => leg.legId).sort()).toEqual([living, dying].flatMap((call) => [call.callerLegId, call.agentLegId]).sort());
      expect(rooms.map((room) => room.callId).sort()).toEqual([living.callId, dying.callId].sort());
      await rig().carrier.hangup(dying.agentLegId);
      await eventOf(rig(), 'leg.ended', (event) => event.legId === dying.agentLegId);
      const facts = await stage().wholeHistory();
      expect(facts.some((fact) => fact.providerEventId === legEventId(dying.agentLegId, 'ended'))).toBe(true);
    });

    it('a leg that ended while nobody listened is found by its absence and closed from the record', async () => {
      const call = await stage().talk({ hangUpAfterMs: 1_200 });
      await rig().replaceControlPlane(() => rig().pass(2_000));
      const { legs } = await rig().carrier.snapshot();
      expect(legs.map((leg) => leg.legId)).toEqual([call.agentLegId]);
      const facts = await stage().wholeHistory();
      expect(facts.find((fact) => fact.providerEventId === legEventId(call.callerLegId, 'ended'))).toMatchObject({ type: 'leg.ended', cause: 16 });
    });

    it('a restarted carrier says so, has forgotten everything, and takes it again', async () => {
      const call = await stage().talk();
      const { bootId } = await rig().carrier.snapshot();
      await rig().crash();
      const restarted = await eventOf(rig(), 'carrier.restarted');
      expect(restarted.bootId).not.toBe(bootId);
      expect(await rig().carrier.provisioned()).toEqual({ seats: [], trunkIds: [] });
      const after = await rig().carrier.snapshot();
      expect(after).toMatchObject({ bootId: restarted.bootId, legs: [], rooms: [] });
      await rig().carrier.ensureSeat(call.seat);
      await rig().carrier.ensureTrunk(call.trunk);
      const { offer } = await stage().offeredCall(await stage().trunk());
      expect(offer.legId).not.toBe(call.callerLegId);
    });
  });
}
