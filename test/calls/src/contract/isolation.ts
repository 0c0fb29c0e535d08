import { describe, expect, it } from '@jest/globals';
import { freshId } from '../support/carrier-rig';
import { OTHER_TENANT, TENANT, type Stage } from './stage';

/** Who never hears whom, and what can be asked of a leg that is gone. */
export function describeIsolation(stage: () => Stage): void {
  const rig = () => stage().rig;

  describe('two tenants', () => {
    it('do not hear each other', async () => {
      const [ours, theirs] = [await stage().talk(), await stage().talk({ tenantId: OTHER_TENANT, others: true })];
      await rig().pass(200);
      expect(await ours.caller.hears()).toEqual(['agent']);
      expect(await ours.agent.hears()).toEqual(['caller']);
      expect(await theirs.caller.hears()).toEqual(['other-agent']);
      expect(await theirs.agent.hears()).toEqual(['other-caller']);
      const { legs } = await rig().carrier.snapshot();
      expect(legs.map((leg) => leg.tenantId).sort()).toEqual([TENANT, TENANT, OTHER_TENANT, OTHER_TENANT]);
    });

    it('have no way to each other’s seats: a seat’s name cannot be dialled', async () => {
      const victim = await stage().agent({ answerAfterMs: 100 });
      const other = await stage().agent({ answerAfterMs: null }, OTHER_TENANT, 'other-agent');
      const attempt = await rig().dialFrom(other.seat, victim.seat.sipUsername, 'other-agent');
      expect(await attempt.ended()).toEqual({ answered: false, announced: false, refusedWith: 404 });
      expect(rig().events.some((event) => event.type === 'leg.offered' || event.type === 'leg.ringing')).toBe(false);
      expect(await victim.phone.hears()).toEqual([]);
    });
  });

  describe('what is gone', () => {
    it('can be hung up, parted and silenced again, but not answered, joined, played to or recorded', async () => {
      const { carrier } = rig();
      await carrier.hangup('leg-that-never-was');
      await carrier.part('leg-that-never-was', 'call-that-never-was');
      await carrier.stopMusic('leg-that-never-was');
      await carrier.rejectLeg('leg-that-never-was', 'suspended', 'out-of-service');
      await carrier.indicateRinging('leg-that-never-was');
      await carrier.closeRoom('call-that-never-was');
      await carrier.stopRecording('recording-that-never-was');
      await carrier.deleteRecording('recording-that-never-was');
      const callId = freshId('call');
      await carrier.openRoom(callId);
      const promises = [
        () => carrier.acceptLeg('leg-that-never-was'),
        () => carrier.join('leg-that-never-was', callId),
        () => carrier.playMusic('leg-that-never-was'),
        () => carrier.record({ callId, recordingId: freshId('recording'), callerLegId: 'leg-that-never-was' }),
      ];
      for (const promise of promises) await expect(promise()).rejects.toMatchObject({ code: 'gone' });
    });
  });
}
