import { describe, expect, it } from '@jest/globals';
import { eventOf, freshId } from '../support/carrier-rig';
import { OUR_NUMBER, TENANT, type Stage } from './stage';

/** An agent calls out; a suspended seat may call for help only. */
export function describeOutbound(stage: () => Stage): void {
  const rig = () => stage().rig;

  describe('an outbound call', () => {
    it('is offered to us, rings, is put through to the trunk, and ends with the callee', async () => {
      const trunk = await stage().trunk(TENANT, { answerAfterMs: 400, hangUpAfterMs: 2_500 });
      const { seat } = await stage().agent({ answerAfterMs: null });
      const agent = await rig().dialFrom(seat, '02188887777');
      const offer = await eventOf(rig(), 'leg.offered');
      expect(offer).toMatchObject({ direction: 'out', to: '02188887777', tenantId: TENANT, service: 'full', origin: { kind: 'seat', seatId: seat.id } });
      const callId = freshId('call');
      const legId = freshId('leg');
      await rig().carrier.indicateRinging(offer.legId);
      const to = { kind: 'trunk', trunkId: trunk.id, number: '02188887777' } as const;
      await rig().carrier.dial({ legId, callId, to, from: OUR_NUMBER, timeoutSeconds: 10, originatorLegId: offer.legId });
      await eventOf(rig(), 'leg.ringing', (event) => event.legId === legId);
      await eventOf(rig(), 'leg.answered', (event) => event.legId === legId);
      await rig().carrier.acceptLeg(offer.legId);
      await rig().carrier.openRoom(callId);
      await rig().carrier.join(offer.legId, callId);
      await rig().carrier.join(legId, callId);
      await rig().pass(200);
      expect(await agent.hears()).toEqual(['callee']);
      const end = await eventOf(rig(), 'leg.ended', (event) => event.legId === legId);
      expect(end.cause).toBe(16);
      const ended = (await stage().wholeHistory()).find((fact) => fact.legId === legId && fact.type === 'leg.ended');
      expect(ended).toMatchObject({ party: { kind: 'trunk', trunkId: trunk.id }, direction: 'out', tenantId: TENANT });
    });

    it('to somebody who does not answer, or is busy, ends with that cause', async () => {
      for (const [callee, cause] of [
        [{ answerAfterMs: null }, 19],
        [{ answerAfterMs: null, busy: true }, 17],
      ] as const) {
        const trunk = await stage().trunk(TENANT, callee);
        const legId = freshId('leg');
        const to = { kind: 'trunk', trunkId: trunk.id, number: '02188887777' } as const;
        await rig().carrier.dial({ legId, callId: 'call', to, from: OUR_NUMBER, timeoutSeconds: 1 });
        expect((await eventOf(rig(), 'leg.ended', (event) => event.legId === legId)).cause).toBe(cause);
      }
    });
  });

  describe('a call that may last so long', () => {
    const dial = async (talkSeconds?: number): Promise<string> => {
      const trunk = await stage().trunk(TENANT, { answerAfterMs: 100 });
      const legId = freshId('leg');
      const to = { kind: 'trunk', trunkId: trunk.id, number: '02188887777' } as const;
      await rig().carrier.dial({ legId, callId: freshId('call'), to, from: OUR_NUMBER, timeoutSeconds: 2, ...(talkSeconds === undefined ? {} : { talkSeconds }) });
      await eventOf(rig(), 'leg.answered', (event) => event.legId === legId);
      return legId;
    };

    it('is ended by the carrier, though nobody asks for it after the dialling', async () => {
      const legId = await dial(1);
      await eventOf(rig(), 'leg.ended', (event) => event.legId === legId);
    });

    it('is ended at the time that was said last, be it sooner or later', async () => {
      const sooner = await dial();
      await rig().carrier.limitTalk(sooner, 60);
      await rig().carrier.limitTalk(sooner, 0.5);
      await eventOf(rig(), 'leg.ended', (event) => event.legId === sooner);
      const later = await dial(1);
      await rig().carrier.limitTalk(later, 60);
      await rig().pass(4_000);
      expect(rig().events.some((event) => event.type === 'leg.ended' && event.legId === later)).toBe(false);
      await rig().carrier.hangup(later);
      await eventOf(rig(), 'leg.ended', (event) => event.legId === later);
      await rig().carrier.limitTalk(later, 1);
    });
  });

  describe('what is dialled', () => {
    it('is a telephone number and nothing that could lead elsewhere', async () => {
      const trunk = await stage().trunk();
      for (const number of ['', '110@example.org', '1/sip:x@example.org', '1&PJSIP/other', '1\r\nX: y', '9'.repeat(33)]) {
        const to = { kind: 'trunk', trunkId: trunk.id, number } as const;
        const dial = rig().carrier.dial({ legId: freshId('leg'), callId: 'call', to, from: OUR_NUMBER, timeoutSeconds: 1 });
        await expect(dial).rejects.toMatchObject({ code: 'refused', retryable: false });
      }
    });

    it('stops ringing when we withdraw it, with our cause', async () => {
      const { seat } = await stage().agent({ answerAfterMs: null });
      const legId = await stage().ringSeat(seat.id);
      await eventOf(rig(), 'leg.ringing', (event) => event.legId === legId);
      await rig().carrier.hangup(legId, 26);
      expect((await eventOf(rig(), 'leg.ended', (event) => event.legId === legId)).cause).toBe(26);
      expect((await rig().carrier.snapshot()).legs).toEqual([]);
    });
  });

  describe('a seat of a suspended lease', () => {
    it('may dial emergency numbers only, hears an announcement otherwise, and is whole again at once', async () => {
      const { seat } = await stage().agent({ answerAfterMs: null });
      await rig().carrier.ensureSeat({ ...seat, service: 'emergency-only' });
      const refused = await rig().dialFrom(seat, '02188887777');
      expect(await refused.ended()).toEqual({ answered: false, announced: true, refusedWith: 403 });
      expect(rig().events.some((event) => event.type === 'leg.offered')).toBe(false);

      const emergency = await rig().dialFrom(seat, '110');
      const offer = await eventOf(rig(), 'leg.offered', (event) => event.to === '110');
      expect(offer).toMatchObject({ service: 'emergency-only', origin: { kind: 'seat', seatId: seat.id } });
      await rig().carrier.rejectLeg(offer.legId, 'no-route');
      await emergency.ended();

      await rig().carrier.ensureSeat(seat);
      await rig().dialFrom(seat, '02188887777');
      await eventOf(rig(), 'leg.offered', (event) => event.to === '02188887777' && event.service === 'full');
    });

    it('keeps the call that it is in, also when it is removed altogether', async () => {
      const call = await stage().talk();
      await rig().carrier.ensureSeat({ ...call.seat, service: 'emergency-only' });
      await rig().pass(200);
      expect(await call.caller.hears()).toEqual(['agent']);
      await rig().carrier.removeSeat(call.seat.id);
      await rig().pass(200);
      expect(await call.caller.hears()).toEqual(['agent']);
      expect(await call.agent.hears()).toEqual(['caller']);
      expect(rig().events.some((event) => event.type === 'leg.ended')).toBe(false);
      await rig().carrier.hangup(call.agentLegId);
      await eventOf(rig(), 'leg.ended', (event) => event.legId === call.agentLegId);
    });
  });
}
