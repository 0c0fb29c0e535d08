import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type CarrierFact, type SeatSpec, type TrunkSpec, legEventId } from '@seatline/telephony-domain';
import { type Behaviour, type CallingParty, type CarrierRig, type Party, eventOf, freshId } from './support/carrier-rig';

const CALLER = '+8613900001234';
const OUR_NUMBER = '+862155500001';
const TENANT = 'tenant-a';

interface Talk {
  readonly callId: string;
  readonly callerLegId: string;
  readonly agentLegId: string;
  readonly caller: CallingParty;
  readonly agent: Party;
  readonly seat: SeatSpec;
  readonly trunk: TrunkSpec;
}

/** What every carrier must do, shown on the port alone. The same tests run on each adapter. */
export function describeCarrier(name: string, makeRig: () => Promise<CarrierRig>): void {
  describe(`a carrier: ${name}`, () => {
    let rig: CarrierRig;
    beforeAll(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.tidy());
    afterAll(() => rig.close());

    async function provisionedTrunk(tenantId = TENANT, callee?: Behaviour): Promise<TrunkSpec> {
      const trunk = await rig.makeTrunk(freshId('trunk'), tenantId, callee);
      await rig.carrier.ensureTrunk(trunk);
      return trunk;
    }

    async function agentAt(behaviour: Behaviour, tenantId = TENANT, voice: 'agent' | 'other-agent' = 'agent') {
      const seat = rig.makeSeat(freshId('seat'), tenantId);
      await rig.carrier.ensureSeat(seat);
      const phone = await rig.registerPhone(seat, behaviour, { voice });
      if (!phone) throw new Error('the telephone was not let in');
      return { seat, phone };
    }

    async function offeredCall(trunk: TrunkSpec, more: { hangUpAfterMs?: number; abandonAfterMs?: number; voice?: 'other-caller' } = {}) {
      const caller = await rig.callIn({ trunk, from: CALLER, to: OUR_NUMBER, ...more });
      const offer = await eventOf(rig, 'leg.offered', (event) => event.origin.kind === 'trunk' && event.origin.trunkId === trunk.id);
      return { caller, offer };
    }

    async function talk(options: { tenantId?: string; agent?: Behaviour; hangUpAfterMs?: number; others?: boolean } = {}): Promise<Talk> {
      const { tenantId = TENANT, agent = { answerAfterMs: 150 }, others = false } = options;
      const trunk = await provisionedTrunk(tenantId);
      const { seat, phone } = await agentAt(agent, tenantId, others ? 'other-agent' : 'agent');
      const { caller, offer } = await offeredCall(trunk, {
        ...(others ? { voice: 'other-caller' } : {}),
        ...(options.hangUpAfterMs === undefined ? {} : { hangUpAfterMs: options.hangUpAfterMs }),
      });
      const callId = freshId('call');
      const agentLegId = freshId('leg');
      await rig.carrier.acceptLeg(offer.legId);
      await rig.carrier.dial({
        legId: agentLegId,
        callId,
        to: { kind: 'seat', seatId: seat.id },
        from: CALLER,
        timeoutSeconds: 15,
        originatorLegId: offer.legId,
      });
      await eventOf(rig, 'leg.answered', (event) => event.legId === agentLegId);
      await rig.carrier.openRoom(callId);
      await rig.carrier.join(offer.legId, callId);
      await rig.carrier.join(agentLegId, callId);
      return { callId, callerLegId: offer.legId, agentLegId, caller, agent: phone, seat, trunk };
    }

    async function wholeHistory(): Promise<readonly CarrierFact[]> {
      const facts: CarrierFact[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = await rig.carrier.history(after, 3);
        facts.push(...page.facts);
        ({ more, next: after } = page);
      }
      return facts;
    }

    describe('provisioning', () => {
      it('lets a telephone in only while its seat is provisioned, and only with its own login', async () => {
        const seat = rig.makeSeat(freshId('seat'), TENANT);
        expect(await rig.registerPhone(seat, { answerAfterMs: null })).toBeNull();
        await rig.carrier.ensureSeat(seat);
        expect(await rig.registerPhone(seat, { answerAfterMs: null }, { wrongPassword: true })).toBeNull();
        expect(await rig.registerPhone(seat, { answerAfterMs: null })).not.toBeNull();
        await eventOf(rig, 'seat.online', (event) => event.seatId === seat.id);
        expect((await rig.carrier.snapshot()).onlineSeatIds).toContain(seat.id);
        await rig.carrier.removeSeat(seat.id);
        expect(await rig.registerPhone(seat, { answerAfterMs: null })).toBeNull();
      });

      it('tells what it has, and may be asked for the same twice', async () => {
        const seat = rig.makeSeat(freshId('seat'), TENANT);
        const trunk = await provisionedTrunk();
        await rig.carrier.ensureSeat(seat);
        await rig.carrier.ensureSeat(seat);
        await rig.carrier.ensureTrunk(trunk);
        await rig.carrier.ensureSeat({ ...seat, service: 'emergency-only' });
        const had = await rig.carrier.provisioned();
        expect(had.seats.filter(({ seatId }) => seatId === seat.id)).toEqual([{ seatId: seat.id, service: 'emergency-only' }]);
        expect(had.trunkIds.filter((id) => id === trunk.id)).toHaveLength(1);
        await rig.carrier.removeSeat(seat.id);
        await rig.carrier.removeSeat(seat.id);
        await rig.carrier.removeTrunk(trunk.id);
        await rig.carrier.removeTrunk(trunk.id);
        const left = await rig.carrier.provisioned();
        expect(left.seats.map(({ seatId }) => seatId)).not.toContain(seat.id);
        expect(left.trunkIds).not.toContain(trunk.id);
      });

      it('refuses two seats with one SIP name, and a trunk that is to register without a login', async () => {
        const seat = rig.makeSeat(freshId('seat'), TENANT);
        await rig.carrier.ensureSeat(seat);
        await expect(rig.carrier.ensureSeat({ ...seat, id: freshId('seat') })).rejects.toMatchObject({ code: 'refused', retryable: false });
        const trunk = await rig.makeTrunk(freshId('trunk'), TENANT);
        await expect(rig.carrier.ensureTrunk({ ...trunk, register: true })).rejects.toMatchObject({ code: 'refused' });
      });
    });

    describe('an inbound call', () => {
      it('is offered, hears music, is put through, is recorded, and ends', async () => {
        const trunk = await provisionedTrunk();
        const { seat, phone: agent } = await agentAt({ answerAfterMs: 300 });
        const { caller, offer } = await offeredCall(trunk);
        expect(offer).toMatchObject({ direction: 'in', from: CALLER, to: OUR_NUMBER, tenantId: TENANT, service: 'full' });
        expect(offer.origin).toEqual({ kind: 'trunk', trunkId: trunk.id });
        expect(offer.providerEventId).toBe(legEventId(offer.legId, 'offered'));

        await rig.carrier.acceptLeg(offer.legId);
        await eventOf(rig, 'leg.answered', (event) => event.legId === offer.legId);
        await rig.carrier.playMusic(offer.legId);
        await rig.pass(300);
        expect(await caller.hears()).toEqual(['music']);

        const callId = freshId('call');
        const legId = freshId('leg');
        const dial = { legId, callId, to: { kind: 'seat', seatId: seat.id }, from: CALLER, timeoutSeconds: 15, originatorLegId: offer.legId } as const;
        await rig.carrier.dial(dial);
        await rig.carrier.dial(dial);
        await eventOf(rig, 'leg.ringing', (event) => event.legId === legId);
        await eventOf(rig, 'leg.answered', (event) => event.legId === legId);

        await rig.carrier.openRoom(callId);
        await rig.carrier.openRoom(callId);
        for (const leg of [offer.legId, legId, legId]) await rig.carrier.join(leg, callId);
        const recordingId = freshId('recording');
        const recording = { callId, recordingId, callerLegId: offer.legId };
        await rig.carrier.record(recording);
        await rig.carrier.record(recording);
        await rig.pass(300);
        expect(await caller.hears()).toEqual(['agent']);
        expect(await agent.hears()).toEqual(['caller']);
        const during = await rig.carrier.snapshot();
        expect(during.legs.map(({ legId: id, state, direction, callId: call }) => ({ id, state, direction, call }))).toEqual(
          expect.arrayContaining([
            { id: offer.legId, state: 'answered', direction: 'in', call: callId },
            { id: legId, state: 'answered', direction: 'out', call: callId },
          ]),
        );
        expect(during.legs.find((leg) => leg.legId === legId)).toMatchObject({ tenantId: TENANT, party: { kind: 'seat', seatId: seat.id } });
        expect(during.rooms).toEqual([{ callId, legIds: expect.arrayContaining([offer.legId, legId]) }]);

        await rig.pass(1_000);
        await rig.carrier.hangup(legId);
        await rig.carrier.hangup(offer.legId);
        const ends = await Promise.all([legId, offer.legId].map((id) => eventOf(rig, 'leg.ended', (event) => event.legId === id)));
        expect(ends.map((end) => end.cause)).toEqual([16, 16]);
        expect(await caller.ended()).toEqual({ answered: true, announced: false, refusedWith: null });
        const ready = await eventOf(rig, 'recording.ready', (event) => event.recordingId === recordingId);
        const file = await rig.carrier.readRecording(recordingId);
        expect(file.byteLength).toBe(ready.bytes);
        expect(ready.seconds).toBeGreaterThan(1);
        expect(rig.bothVoicesIn(file)).toBe(true);
        await rig.carrier.deleteRecording(recordingId);
        await expect(rig.carrier.readRecording(recordingId)).rejects.toMatchObject({ code: 'gone' });

        expect(new Set(rig.events.map((event) => event.providerEventId)).size).toBe(rig.events.length);
        const facts = await wholeHistory();
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
        const trunk = await provisionedTrunk();
        const silent = await agentAt({ answerAfterMs: null });
        const busy = await agentAt({ answerAfterMs: null, busy: true });
        const away = rig.makeSeat(freshId('seat'), TENANT);
        await rig.carrier.ensureSeat(away);
        const { caller, offer } = await offeredCall(trunk);
        await rig.carrier.acceptLeg(offer.legId);
        await rig.carrier.playMusic(offer.legId);
        const expected: readonly (readonly [string, number])[] = [
          [silent.seat.id, 19],
          [busy.seat.id, 17],
          [away.id, 20],
          ['nobody', 20],
        ];
        for (const [seatId, cause] of expected) {
          const legId = freshId('leg');
          await rig.carrier.dial({ legId, callId: 'call', to: { kind: 'seat', seatId }, from: CALLER, timeoutSeconds: 1, originatorLegId: offer.legId });
          const end = await eventOf(rig, 'leg.ended', (event) => event.legId === legId);
          expect([seatId, end.cause]).toEqual([seatId, cause]);
        }
        expect(rig.events.filter((event) => event.type === 'leg.ringing')).toHaveLength(1);
        expect(await caller.hears()).toEqual(['music']);
      });

      it('that the caller gives up is told as ended, and nobody can be rung for it any more', async () => {
        const trunk = await provisionedTrunk();
        const { seat } = await agentAt({ answerAfterMs: 100 });
        const { caller, offer } = await offeredCall(trunk, { abandonAfterMs: 700 });
        await eventOf(rig, 'leg.ended', (event) => event.legId === offer.legId);
        expect((await caller.ended()).answered).toBe(false);
        expect(rig.events.some((event) => event.type === 'leg.answered')).toBe(false);
        const legId = freshId('leg');
        await rig.carrier.dial({ legId, callId: 'call', to: { kind: 'seat', seatId: seat.id }, from: CALLER, timeoutSeconds: 5, originatorLegId: offer.legId });
        const end = await eventOf(rig, 'leg.ended', (event) => event.legId === legId);
        expect(end.cause).toBe(16);
        expect(rig.events.some((event) => event.type === 'leg.ringing')).toBe(false);
      });

      it('ends when the caller hangs up in the talk; the agent’s leg stays until we end it', async () => {
        const call = await talk({ hangUpAfterMs: 600 });
        const end = await eventOf(rig, 'leg.ended', (event) => event.legId === call.callerLegId);
        expect(end.cause).toBe(16);
        expect((await rig.carrier.snapshot()).legs.map((leg) => leg.legId)).toEqual([call.agentLegId]);
      });

      it.each([
        ['suspended', 'out-of-service', 503],
        ['maintenance', 'maintenance', 503],
        ['forbidden', 'closed', 403],
      ] as const)('refused as %s hears the announcement without ever being answered', async (why, announcement, status) => {
        const trunk = await provisionedTrunk();
        const { caller, offer } = await offeredCall(trunk);
        await rig.carrier.rejectLeg(offer.legId, why, announcement);
        await rig.pass(200);
        await rig.carrier.rejectLeg(offer.legId, why, announcement);
        expect((await rig.carrier.snapshot()).legs.map((leg) => leg.state)).toEqual(['refused']);
        expect(await caller.ended()).toEqual({ answered: false, announced: true, refusedWith: status });
        await eventOf(rig, 'leg.ended', (event) => event.legId === offer.legId);
        expect(rig.events.some((event) => event.type === 'leg.answered')).toBe(false);
      });

      it.each([
        ['no-route', 404],
        ['busy', 486],
      ] as const)('refused as %s without an announcement is over at once', async (why, status) => {
        const trunk = await provisionedTrunk();
        const { caller, offer } = await offeredCall(trunk);
        await rig.carrier.rejectLeg(offer.legId, why);
        expect(await caller.ended()).toEqual({ answered: false, announced: false, refusedWith: status });
      });

      it('can be put on hold and taken back', async () => {
        const call = await talk();
        await rig.carrier.part(call.callerLegId, call.callId);
        await rig.carrier.part(call.callerLegId, call.callId);
        await rig.carrier.playMusic(call.callerLegId);
        await rig.pass(200);
        expect(await call.caller.hears()).toEqual(['music']);
        expect(await call.agent.hears()).toEqual([]);
        await rig.carrier.join(call.callerLegId, call.callId);
        await rig.pass(200);
        expect(await call.caller.hears()).toEqual(['agent']);
        expect(await call.agent.hears()).toEqual(['caller']);
      });
    });

    describe('an outbound call', () => {
      it('is offered to us, rings, is put through to the trunk, and ends with the callee', async () => {
        const trunk = await provisionedTrunk(TENANT, { answerAfterMs: 400, hangUpAfterMs: 2_500 });
        const { seat } = await agentAt({ answerAfterMs: null });
        const agent = await rig.dialFrom(seat, '02188887777');
        const offer = await eventOf(rig, 'leg.offered');
        expect(offer).toMatchObject({ direction: 'out', to: '02188887777', tenantId: TENANT, service: 'full', origin: { kind: 'seat', seatId: seat.id } });
        const callId = freshId('call');
        const legId = freshId('leg');
        await rig.carrier.indicateRinging(offer.legId);
        const to = { kind: 'trunk', trunkId: trunk.id, number: '02188887777' } as const;
        await rig.carrier.dial({ legId, callId, to, from: OUR_NUMBER, timeoutSeconds: 10, originatorLegId: offer.legId });
        await eventOf(rig, 'leg.ringing', (event) => event.legId === legId);
        await eventOf(rig, 'leg.answered', (event) => event.legId === legId);
        await rig.carrier.acceptLeg(offer.legId);
        await rig.carrier.openRoom(callId);
        await rig.carrier.join(offer.legId, callId);
        await rig.carrier.join(legId, callId);
        await rig.pass(200);
        expect(await agent.hears()).toEqual(['callee']);
        const end = await eventOf(rig, 'leg.ended', (event) => event.legId === legId);
        expect(end.cause).toBe(16);
        const ended = (await wholeHistory()).find((fact) => fact.legId === legId && fact.type === 'leg.ended');
        expect(ended).toMatchObject({ party: { kind: 'trunk', trunkId: trunk.id }, direction: 'out', tenantId: TENANT });
      });

      it('to somebody who does not answer, or is busy, ends with that cause', async () => {
        for (const [callee, cause] of [
          [{ answerAfterMs: null }, 19],
          [{ answerAfterMs: null, busy: true }, 17],
        ] as const) {
          const trunk = await provisionedTrunk(TENANT, callee);
          const legId = freshId('leg');
          const to = { kind: 'trunk', trunkId: trunk.id, number: '02188887777' } as const;
          await rig.carrier.dial({ legId, callId: 'call', to, from: OUR_NUMBER, timeoutSeconds: 1 });
          expect((await eventOf(rig, 'leg.ended', (event) => event.legId === legId)).cause).toBe(cause);
        }
      });
    });

    describe('a seat of a suspended lease', () => {
      it('may dial emergency numbers only, hears an announcement otherwise, and is whole again at once', async () => {
        const { seat } = await agentAt({ answerAfterMs: null });
        await rig.carrier.ensureSeat({ ...seat, service: 'emergency-only' });
        const refused = await rig.dialFrom(seat, '02188887777');
        expect(await refused.ended()).toEqual({ answered: false, announced: true, refusedWith: 403 });
        expect(rig.events.some((event) => event.type === 'leg.offered')).toBe(false);

        const emergency = await rig.dialFrom(seat, '110');
        const offer = await eventOf(rig, 'leg.offered', (event) => event.to === '110');
        expect(offer).toMatchObject({ service: 'emergency-only', origin: { kind: 'seat', seatId: seat.id } });
        await rig.carrier.rejectLeg(offer.legId, 'no-route');
        await emergency.ended();

        await rig.carrier.ensureSeat(seat);
        await rig.dialFrom(seat, '02188887777');
        await eventOf(rig, 'leg.offered', (event) => event.to === '02188887777' && event.service === 'full');
      });

      it('keeps the call that it is in, also when it is removed altogether', async () => {
        const call = await talk();
        await rig.carrier.ensureSeat({ ...call.seat, service: 'emergency-only' });
        await rig.pass(200);
        expect(await call.caller.hears()).toEqual(['agent']);
        await rig.carrier.removeSeat(call.seat.id);
        await rig.pass(200);
        expect(await call.caller.hears()).toEqual(['agent']);
        expect(await call.agent.hears()).toEqual(['caller']);
        expect(rig.events.some((event) => event.type === 'leg.ended')).toBe(false);
        await rig.carrier.hangup(call.agentLegId);
        await eventOf(rig, 'leg.ended', (event) => event.legId === call.agentLegId);
      });
    });

    describe('two tenants', () => {
      it('do not hear each other', async () => {
        const [ours, theirs] = [await talk(), await talk({ tenantId: 'tenant-b', others: true })];
        await rig.pass(200);
        expect(await ours.caller.hears()).toEqual(['agent']);
        expect(await ours.agent.hears()).toEqual(['caller']);
        expect(await theirs.caller.hears()).toEqual(['other-agent']);
        expect(await theirs.agent.hears()).toEqual(['other-caller']);
        const { legs } = await rig.carrier.snapshot();
        expect(legs.map((leg) => leg.tenantId).sort()).toEqual([TENANT, TENANT, 'tenant-b', 'tenant-b']);
      });

      it('have no way to each other’s seats: a seat’s name cannot be dialled', async () => {
        const victim = await agentAt({ answerAfterMs: 100 });
        const other = await agentAt({ answerAfterMs: null }, 'tenant-b', 'other-agent');
        const attempt = await rig.dialFrom(other.seat, victim.seat.sipUsername, 'other-agent');
        expect(await attempt.ended()).toEqual({ answered: false, announced: false, refusedWith: 404 });
        expect(rig.events.some((event) => event.type === 'leg.offered' || event.type === 'leg.ringing')).toBe(false);
        expect(await victim.phone.hears()).toEqual([]);
      });
    });

    describe('what is gone', () => {
      it('can be hung up, parted and silenced again, but not answered, joined, played to or recorded', async () => {
        const { carrier } = rig;
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

    describe('when we or the carrier fall', () => {
      it('a call outlives the control plane, and what happened meanwhile is in the carrier’s own record', async () => {
        const living = await talk();
        const dying = await talk({ others: true });
        const before = await wholeHistory();
        expect(before.length).toBeGreaterThan(0);
        await rig.replaceControlPlane(async () => {
          await rig.pass(100);
          expect(await living.caller.hears()).toEqual(['agent']);
        });
        await eventOf(rig, 'carrier.gap', (event) => event.at > 0);
        expect(await living.caller.hears()).toEqual(['agent']);
        const { legs, rooms } = await rig.carrier.snapshot();
        expect(legs.map((leg) => leg.legId).sort()).toEqual([living, dying].flatMap((call) => [call.callerLegId, call.agentLegId]).sort());
        expect(rooms.map((room) => room.callId).sort()).toEqual([living.callId, dying.callId].sort());
        await rig.carrier.hangup(dying.agentLegId);
        await eventOf(rig, 'leg.ended', (event) => event.legId === dying.agentLegId);
        const facts = await wholeHistory();
        expect(facts.some((fact) => fact.providerEventId === legEventId(dying.agentLegId, 'ended'))).toBe(true);
      });

      it('a leg that ended while nobody listened is found by its absence and closed from the record', async () => {
        const call = await talk({ hangUpAfterMs: 1_200 });
        await rig.replaceControlPlane(() => rig.pass(2_000));
        const { legs } = await rig.carrier.snapshot();
        expect(legs.map((leg) => leg.legId)).toEqual([call.agentLegId]);
        const facts = await wholeHistory();
        expect(facts.find((fact) => fact.providerEventId === legEventId(call.callerLegId, 'ended'))).toMatchObject({ type: 'leg.ended', cause: 16 });
      });

      it('a restarted carrier says so, has forgotten everything, and takes it again', async () => {
        const call = await talk();
        const { bootId } = await rig.carrier.snapshot();
        await rig.crash();
        const restarted = await eventOf(rig, 'carrier.restarted');
        expect(restarted.bootId).not.toBe(bootId);
        expect(await rig.carrier.provisioned()).toEqual({ seats: [], trunkIds: [] });
        const after = await rig.carrier.snapshot();
        expect(after).toMatchObject({ bootId: restarted.bootId, legs: [], rooms: [] });
        await rig.carrier.ensureSeat(call.seat);
        await rig.carrier.ensureTrunk(call.trunk);
        const { offer } = await offeredCall(await provisionedTrunk());
        expect(offer.legId).not.toBe(call.callerLegId);
      });
    });
  });
}
