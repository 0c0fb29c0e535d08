import { describe, expect, it } from '@jest/globals';
import { legEventId } from '@seatline/telephony-domain';
import { eventOf, freshId } from '../support/carrier-rig';
import { CALLER, OUR_NUMBER, TENANT, type Stage } from './stage';

/** A call from outside, from its offer to its record. */
export function describeInbound(stage: () => Stage): void {
  const rig = () => stage().rig;

  describe('an inbound call', () => {
    it('is offered, hears music, is put through, is recorded, and ends', async () => {
      const trunk = await stage().trunk();
      const { seat, phone: agent } = await stage().agent({ answerAfterMs: 300 });
      const { caller, offer } = await stage().offeredCall(trunk);
      expect(offer).toMatchObject({ direction: 'in', from: CALLER, to: OUR_NUMBER, tenantId: TENANT, service: 'full' });
      expect(offer.origin).toEqual({ kind: 'trunk', trunkId: trunk.id });
      expect(offer.providerEventId).toBe(legEventId(offer.legId, 'offered'));

      await rig().carrier.acceptLeg(offer.legId);
      await eventOf(rig(), 'leg.answered', (event) => event.legId === offer.legId);
      await rig().carrier.playMusic(offer.legId);
      await rig().pass(300);
      expect(await caller.hears()).toEqual(['music']);

      const callId = freshId('call');
      const legId = freshId('leg');
      const dial = { legId, callId, to: { kind: 'seat', seatId: seat.id }, from: CALLER, timeoutSeconds: 15, originatorLegId: offer.legId } as const;
      await rig().carrier.dial(dial);
      await rig().carrier.dial(dial);
      await eventOf(rig(), 'leg.ringing', (event) => event.legId === legId);
      await eventOf(rig(), 'leg.answered', (event) => event.legId === legId);

      await rig().carrier.openRoom(callId);
      await rig().carrier.openRoom(callId);
      for (const leg of [offer.legId, legId, legId]) await rig().carrier.join(leg, callId);
      const recordingId = freshId('recording');
      const recording = { callId, recordingId, callerLegId: offer.legId };
      await rig().carrier.record(recording);
      await rig().carrier.record(recording);
      await rig().pass(300);
      expect(await caller.hears()).toEqual(['agent']);
      expect(await agent.hears()).toEqual(['caller']);
      const during = await rig().carrier.snapshot();
      expect(during.legs.map(({ legId: id, state, direction, callId: call }) => ({ id, state, direction, call }))).toEqual(
        expect.arrayContaining([
          { id: offer.legId, state: 'answered', direction: 'in', call: callId },
          { id: legId, state: 'answered', direction: 'out', call: callId },
        ]),
      );
      expect(during.legs.find((leg) => leg.legId === legId)).toMatchObject({ tenantId: TENANT, party: { kind: 'seat', seatId: seat.id } });
      expect(during.rooms).toEqual([{ callId, legIds: expect.arrayContaining([offer.legId, legId]) }]);

      await rig().pass(1_000);
      await rig().carrier.hangup(legId);
      await rig().carrier.hangup(offer.legId);
      const ends = await Promise.all([legId, offer.legId].map((id) => eventOf(rig(), 'leg.ended', (event) => event.legId === id)));
      expect(ends.map((end) => end.cause)).toEqual([16, 16]);
      expect(await caller.ended()).toEqual({ answered: true, announced: false, refusedWith: null });
      const ready = await eventOf(rig(), 'recording.ready', (event) => event.recordingId === recordingId);
      const file = await rig().carrier.readRecording(recordingId);
      expect(file.byteLength).toBe(ready.bytes);
      expect(ready.seconds).toBeGreaterThan(1);
      expect(rig().bothVoicesIn(file)).toBe(true);
      await rig().carrier.deleteRecording(recordingId);
      await expect(rig().carrier.readRecording(recordingId)).rejects.toMatchObject({ code: 'gone' });

      expect(new Set(rig().events.map((event) => event.providerEventId)).size).toBe(rig().events.length);
      const facts = await stage().wholeHistory();
      const factsOf = (id: string) => facts.filter((fact) => fact.legId === id && !/joined|parted/.test(fact.type));
      for (const id of [offer.legId, legId]) {
        const ids = (['started', 'answered', 'ended'] as const).map((what) => legEventId(id, what));
        expect(factsOf(id).map((fact) => fact.providerEventId)).toEqual(ids);
        expect(factsOf(id).every((fact) => fact.linkedLegId === offer.legId && fact.tenantId === TENANT)).toBe(true);
      }
      expect(factsOf(legId).every((fact) => fact.party?.kind === 'seat' && fact.direction === 'out')).toBe(true);
      expect(factsOf(offer.legId).at(-1)).toMatchObject({ from: CALLER, to: OUR_NUMBER, cause: 16, party: { kind: 'trunk', trunkId: trunk.id } });
      expect(facts.filter((fact) => fact.type === 'leg.joined' && fact.callId === callId)).toHaveLength(2);
    });

    it('keeps waiting with its music when the agent does not answer, is busy, is not registered, or is unknown', async () => {
      const trunk = await stage().trunk();
      const silent = await stage().agent({ answerAfterMs: null });
      const busy = await stage().agent({ answerAfterMs: null, busy: true });
      const away = rig().makeSeat(freshId('seat'), TENANT);
      await rig().carrier.ensureSeat(away);
      const { caller, offer } = await stage().offeredCall(trunk);
      await rig().carrier.acceptLeg(offer.legId);
      await rig().carrier.playMusic(offer.legId);
      const expected: readonly (readonly [string, number])[] = [
        [silent.seat.id, 19],
        [busy.seat.id, 17],
        [away.id, 20],
        ['nobody', 20],
      ];
      for (const [seatId, cause] of expected) {
        const legId = freshId('leg');
        await rig().carrier.dial({ legId, callId: 'call', to: { kind: 'seat', seatId }, from: CALLER, timeoutSeconds: 1, originatorLegId: offer.legId });
        const end = await eventOf(rig(), 'leg.ended', (event) => event.legId === legId);
        expect([seatId, end.cause]).toEqual([seatId, cause]);
      }
      expect(rig().events.filter((event) => event.type === 'leg.ringing')).toHaveLength(1);
      expect(await caller.hears()).toEqual(['music']);
    });

    it('that the caller gives up is told as ended, and nobody can be rung for it any more', async () => {
      const trunk = await stage().trunk();
      const { seat } = await stage().agent({ answerAfterMs: 100 });
      const { caller, offer } = await stage().offeredCall(trunk, { abandonAfterMs: 700 });
      await eventOf(rig(), 'leg.ended', (event) => event.legId === offer.legId);
      expect((await caller.ended()).answered).toBe(false);
      expect(rig().events.some((event) => event.type === 'leg.answered')).toBe(false);
      const legId = freshId('leg');
      await rig().carrier.dial({ legId, callId: 'call', to: { kind: 'seat', seatId: seat.id }, from: CALLER, timeoutSeconds: 5, originatorLegId: offer.legId });
      const end = await eventOf(rig(), 'leg.ended', (event) => event.legId === legId);
      expect(end.cause).toBe(16);
      expect(rig().events.some((event) => event.type === 'leg.ringing')).toBe(false);
    });

    it('ends when the caller hangs up in the talk; the agent’s leg stays until we end it', async () => {
      const call = await stage().talk({ hangUpAfterMs: 600 });
      const end = await eventOf(rig(), 'leg.ended', (event) => event.legId === call.callerLegId);
      expect(end.cause).toBe(16);
      expect((await rig().carrier.snapshot()).legs.map((leg) => leg.legId)).toEqual([call.agentLegId]);
    });

    it('is recorded until the caller hangs up, though nobody stops the recording', async () => {
      const call = await stage().talk({ hangUpAfterMs: 1_500 });
      const recordingId = freshId('recording');
      await rig().carrier.record({ callId: call.callId, recordingId, callerLegId: call.callerLegId });
      await eventOf(rig(), 'leg.ended', (event) => event.legId === call.callerLegId);
      const ready = await eventOf(rig(), 'recording.ready', (event) => event.recordingId === recordingId);
      expect(ready.seconds).toBeGreaterThan(0.5);
      expect(rig().bothVoicesIn(await rig().carrier.readRecording(recordingId))).toBe(true);
    });

    it.each([
      ['suspended', 'out-of-service', 503],
      ['maintenance', 'maintenance', 503],
      ['forbidden', 'closed', 403],
    ] as const)('refused as %s hears the announcement without ever being answered', async (why, announcement, status) => {
      const trunk = await stage().trunk();
      const { caller, offer } = await stage().offeredCall(trunk);
      await rig().carrier.rejectLeg(offer.legId, why, announcement);
      await rig().pass(200);
      await rig().carrier.rejectLeg(offer.legId, why, announcement);
      expect((await rig().carrier.snapshot()).legs.map((leg) => leg.state)).toEqual(['refused']);
      expect(await caller.ended()).toEqual({ answered: false, announced: true, refusedWith: status });
      await eventOf(rig(), 'leg.ended', (event) => event.legId === offer.legId);
      expect(rig().events.some((event) => event.type === 'leg.answered')).toBe(false);
    });

    it.each([
      ['no-route', 404],
      ['busy', 486],
    ] as const)('refused as %s without an announcement is over at once', async (why, status) => {
      const trunk = await stage().trunk();
      const { caller, offer } = await stage().offeredCall(trunk);
      await rig().carrier.rejectLeg(offer.legId, why);
      expect(await caller.ended()).toEqual({ answered: false, announced: false, refusedWith: status });
    });

    it('can be put on hold and taken back', async () => {
      const call = await stage().talk();
      await rig().carrier.part(call.callerLegId, call.callId);
      await rig().carrier.part(call.callerLegId, call.callId);
      await rig().carrier.playMusic(call.callerLegId);
      await rig().pass(200);
      expect(await call.caller.hears()).toEqual(['music']);
      expect(await call.agent.hears()).toEqual([]);
      await rig().carrier.join(call.callerLegId, call.callId);
      await rig().pass(200);
      expect(await call.caller.hears()).toEqual(['agent']);
      expect(await call.agent.hears()).toEqual(['caller']);
    });
  });
}
