import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AgentDesk } from '@seatline/acd';
import { CallHouse, until } from './call-house';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open(2);
});
afterEach(() => house.close());

describe('a call out', () => {
  it('from the agent’s phone is joined when the callee answers, with the tenant’s own number', async () => {
    await house.atWork(0, 'busy');
    house.world.callee = () => ({ answerAfterMs: 200, hangUpAfterMs: null });
    const phone = house.dial(0, '02160002222');
    await until('ringing', () => phone.hears(), (hears) => hears === 'ringing');
    expect(phone.answered).toBe(false);
    await until('the conversation', () => phone.hears(), (hears) => hears === 'others');
    expect(await house.agent(0)).toMatchObject({ state: 'talking' });
    house.clock.pass(30);
    phone.hangUp();
    const [carrierLeg, seatLeg] = await house.recordsAre(2);
    expect(carrierLeg).toMatchObject({
      direction: 'outbound', carrier_leg: true, our_number: house.number, other_number: '+862160002222', milliseconds: 30_000n, seat_id: house.seats[0], lease_id: house.leaseId,
    });
    expect(seatLeg).toMatchObject({ direction: 'internal', milliseconds: 30_000n });
    const [leg] = await house.rows("select shown, dialled from call_leg where role = 'callee'");
    expect(leg).toEqual({ shown: house.number, dialled: '+862160002222' });
    expect(await house.agentIs(0, 'wrap-up')).toMatchObject({ before_state: 'busy' });
    house.clock.pass(61);
    await house.process.due();
    expect(await house.agentIs(0, 'busy')).toMatchObject({ reason: null });
  });

  it('to a short number goes out as it is, and to a service number in international form', async () => {
    await house.atWork(0);
    await house.atWork(1);
    const phones = [house.dial(0, '10086'), house.dial(1, '4008001234')];
    await until('two calls', () => house.rows("select dialled from call_leg where role = 'callee' order by 1"), (legs) => legs.length === 2);
    expect(await house.rows("select dialled from call_leg where role = 'callee' order by 1")).toEqual([{ dialled: '+864008001234' }, { dialled: '10086' }]);
    for (const phone of phones) phone.hangUp();
  });

  it('that is not answered tells the phone why, and the agent is what they were before', async () => {
    await house.atWork(0, 'busy');
    house.world.callee = () => ({ answerAfterMs: null, busy: true });
    const phone = house.dial(0, '+862160002222');
    await until('the end', () => phone.cause, (cause) => cause !== null);
    expect([phone.answered, phone.cause]).toEqual([false, 17]);
    await house.agentIs(0, 'busy');
    expect(await house.calls()).toMatchObject([{ outcome: 'unanswered' }]);
  });

  it('by a click rings the agent’s own phone first', async () => {
    await house.atWork(0);
    await house.process.get(AgentDesk).callOut(house.tenantId, house.members[0] ?? '', '+862160002222');
    await house.pickUp(0);
    await until('the conversation', () => house.world.hears(house.seats[0] ?? ''), (hears) => hears === 'others');
    expect(await house.rows('select role, stage from call_leg order by role')).toEqual([{ role: 'agent', stage: 'answered' }, { role: 'callee', stage: 'answered' }]);
    await expect(house.process.get(AgentDesk).callOut(house.tenantId, house.members[0] ?? '', '+862160002222')).rejects.toMatchObject({ code: 'agent.not-now' });
  });

  it.each([
    ['of a suspended lease', '13800138000', 'call.suspended'],
    ['to a satellite', '+88216000001', 'call.destination-closed'],
    ['of nobody', '13800138000', 'call.seat-not-held'],
    ['without an area code', '65551234', 'call.invalid-number'],
    ['of too few digits', '1234', 'call.number-too-short'],
  ])('%s is refused with an announcement and a cause', async (whose, dialled, refusal) => {
    if (whose !== 'of nobody') await house.atWork(0);
    if (whose === 'of a suspended lease') house.standing.status = { inService: false, closedBecause: 'suspended', suspendedLeases: [{ leaseId: house.leaseId }] };
    const phone = house.dial(0, dialled);
    await until('the announcement', () => phone.hears(), (hears) => hears === 'announcement');
    expect(await house.rows('select refusal from call')).toEqual([{ refusal }]);
  });

  it('to an emergency number is let through whatever else holds', async () => {
    house.standing.status = { inService: false, closedBecause: 'suspended', suspendedLeases: [{ leaseId: house.leaseId }] };
    await house.want(house.process, house.seats[0] ?? '', 'emergency-only');
    await house.process.due();
    const phone = house.dial(0, '110');
    await until('the conversation', () => phone.hears(), (hears) => hears === 'others');
    expect(await house.rows('select emergency, dial_number from routed_call')).toEqual([{ emergency: true, dial_number: '110' }]);
  });

  it('never exceeds the tenant’s limits, however many begin at once', async () => {
    await house.rows('update tenant_telephony set concurrent_calls_limit = 1, calls_per_second_limit = 100');
    await house.atWork(0);
    await house.atWork(1);
    const phones = [house.dial(0, '+862160002222'), house.dial(1, '+862160003333')];
    await until('one in conversation, one refused', () => phones.map((phone) => phone.hears()).sort(), ([a, b]) => a === 'announcement' && b === 'others');
    expect(await house.rows('select refusal from call where refusal is not null')).toEqual([{ refusal: 'call.too-many-calls' }]);
  });
});

describe('a call out for which there is money', () => {
  it('is cut when its time is over, and says so', async () => {
    house.credit.seconds = 60;
    await house.atWork(0, 'busy');
    const phone = house.dial(0, '+862160002222');
    await until('the conversation', () => phone.hears(), (hears) => hears === 'others');
    const [call] = await house.calls();
    expect(call?.['talk_until']).toEqual(new Date(house.clock.now() + 60_000));
    house.clock.pass(59);
    await house.process.due();
    expect(phone.hears()).toBe('others');
    house.clock.pass(1);
    await house.process.due();
    const [carrierLeg] = await house.recordsAre(2);
    expect(carrierLeg).toMatchObject({ milliseconds: 60_000n });
    expect(await house.calls()).toMatchObject([{ state: 'ended', outcome: 'out-of-credit' }]);
    expect(house.credit.released).toEqual([]);
    await house.agentIs(0, 'wrap-up');
  });

  it('goes on as long as it is given more, and the carrier is told each time', async () => {
    house.credit.seconds = 60;
    await house.atWork(0, 'busy');
    const phone = house.dial(0, '+862160002222');
    await until('the conversation', () => phone.hears(), (hears) => hears === 'others');
    house.credit.seconds = 120;
    house.clock.pass(31);
    await house.process.due();
    expect((await house.calls())[0]).toMatchObject({ talk_seconds: 120 });
    house.clock.pass(60);
    await house.process.due();
    expect(phone.hears()).toBe('others');
    house.clock.pass(29);
    await house.process.due();
    await until('the end', () => house.calls(), ([call]) => call?.['outcome'] === 'out-of-credit');
  });

  it('is ended by the carrier itself when nobody of us is there', async () => {
    house.credit.seconds = 1;
    await house.atWork(0, 'busy');
    const phone = house.dial(0, '+862160002222');
    await until('the conversation', () => phone.hears(), (hears) => hears === 'others');
    await house.stopProcess(house.process);
    house.carrier.disconnect();
    await until('the cut', () => house.carrier.snapshot(), ({ legs }) => legs.every((leg) => leg.party?.kind !== 'trunk'));
  });

  it('without any is refused with an announcement and its cause, in the desk with the limit, and nothing is held', async () => {
    house.credit.seconds = 0;
    await house.atWork(0);
    const phone = house.dial(0, '+862160002222');
    await until('the announcement', () => phone.hears(), (hears) => hears === 'announcement');
    expect(await house.rows('select refusal from call')).toEqual([{ refusal: 'call.no-credit' }]);
    const click = house.process.get(AgentDesk).callOut(house.tenantId, house.members[0] ?? '', '+862160002222');
    await expect(click).rejects.toMatchObject({ code: 'call.no-credit', facts: { limit: 'balance' } });
    expect(await house.calls()).toEqual([]);
  });

  it('that is not answered, or whose agent does not pick up, holds nothing any more', async () => {
    house.credit.seconds = 60;
    house.world.callee = () => ({ answerAfterMs: null, busy: true });
    await house.atWork(0, 'busy');
    const phone = house.dial(0, '+862160002222');
    await until('the end', () => phone.cause, (cause) => cause !== null);
    await until('the release', () => house.credit.released, (released) => released.length === 1);
    await house.agentIs(0, 'busy');
    await house.process.get(AgentDesk).callOut(house.tenantId, house.members[0] ?? '', '+862160003333');
    await until('the agent’s phone', () => house.world.hangUp(house.seats[0] ?? ''), (hung) => hung);
    await until('the release', () => house.credit.released, (released) => released.length === 2);
    expect(house.credit.released).toEqual(house.credit.asked.map((call) => call.callId));
  });

  it('is not asked for an emergency number', async () => {
    house.credit.seconds = 0;
    await house.atWork(0);
    const phone = house.dial(0, '110');
    await until('the conversation', () => phone.hears(), (hears) => hears === 'others');
    expect(house.credit.asked).toEqual([]);
  });
});
