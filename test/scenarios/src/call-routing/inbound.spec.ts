import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AgentCalls, SuperviseAgents } from '@seatline/acd';
import type { TenantPrincipal } from '@seatline/server';
import { CallHouse, until } from './call-house';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open(2);
});
afterEach(() => house.close());

describe('a call that comes in', () => {
  it('is offered, answered, talked, recorded, and has one record for each leg', async () => {
    await house.atWork(0);
    const caller = house.callIn();
    await house.agentIs(0, 'ringing');
    await house.pickUp(0);
    await until('the conversation', () => caller.hears(), (hears) => hears === 'others');
    expect(await house.agent(0)).toMatchObject({ state: 'talking' });
    house.clock.pass(42);
    caller.hangUp();
    const [trunk, seat] = await house.recordsAre(2);
    const whose = { seat_id: house.seats[0], member_id: house.members[0], lease_id: house.leaseId };
    expect(trunk).toMatchObject({ direction: 'inbound', carrier_leg: true, milliseconds: 42_000n, outcome: 'completed', version: 1, ...whose });
    expect(seat).toMatchObject({ direction: 'internal', carrier_leg: false, milliseconds: 42_000n, our_number: house.number, other_number: '+8613800138000', ...whose });
    await house.agentIs(0, 'ready');
    await until('the recording', () => house.rows('select status, seconds from recording'), (rows) => rows[0]?.['status'] === 'ready');
    expect(await house.calls()).toMatchObject([{ state: 'ended', outcome: 'completed' }]);
    const told = await house.rows("select payload from outbox where topic = 'telephony.leg-ended' and (payload->>'carrierLeg')::boolean");
    expect(told.map((row) => row['payload'])).toMatchObject([{ cdrId: trunk?.['id'], milliseconds: 42_000, seatId: house.seats[0], leaseId: house.leaseId, estimated: false }]);
  });

  it('waits with music until somebody is ready, and goes to whoever has been ready for longest', async () => {
    const caller = house.callIn();
    await until('music', () => caller.hears(), (hears) => hears === 'music');
    await house.atWork(1);
    house.clock.pass(5);
    await house.agentIs(1, 'ringing');
    await house.pickUp(1);
    await until('the conversation', () => caller.hears(), (hears) => hears === 'others');

    await house.atWork(0);
    house.clock.pass(5);
    caller.hangUp();
    await house.agentIs(1, 'ready');
    house.callIn();
    await house.agentIs(0, 'ringing');
    expect(await house.agent(1)).toMatchObject({ state: 'ready' });
  });

  it('that is not answered in three rings goes back to its place, and the agent is busy', async () => {
    await house.atWork(0);
    const first = house.callIn();
    await house.agentIs(0, 'ringing');
    house.clock.pass(14);
    await house.process.due();
    expect(await house.agent(0)).toMatchObject({ state: 'ringing' });
    const second = house.callIn({ from: '+8613900139000' });
    await until('the second call', () => house.calls(), (calls) => calls.length === 2);
    house.clock.pass(1);
    await house.process.due();
    expect(await house.agentIs(0, 'busy')).toMatchObject({ reason: 'missed-call' });
    await until('silence at the phone', () => house.world.answer(house.seats[0] ?? ''), (rings) => !rings);
    expect(first.hears()).toBe('music');

    await house.atWork(1);
    await house.pickUp(1);
    await until('the first caller, before the second', () => [first.hears(), second.hears()], ([a, b]) => a === 'others' && b === 'music');
    expect(await house.rows('select outcome from offer order by offered_at')).toEqual([{ outcome: 'missed' }, { outcome: 'answered' }]);
  });

  it('that the agent turns away, or whose phone is not there, goes to the next', async () => {
    await house.atWork(0);
    house.clock.pass(1);
    await house.atWork(1);
    house.world.unregister(house.seats[1] ?? '');
    const caller = house.callIn();
    const ringing = await house.agentIs(0, 'ringing');
    await house.process.get(AgentCalls).hangUp(house.tenantId, house.members[0] ?? '', ringing['call_id']);
    expect(await house.agentIs(0, 'busy')).toMatchObject({ reason: 'declined-call' });
    expect(await house.agentIs(1, 'busy')).toMatchObject({ reason: 'phone-unreachable' });
    await until('music', () => caller.hears(), (hears) => hears === 'music');
    expect(await house.calls()).toMatchObject([{ state: 'queued', member_id: null }]);
  });

  it('whose caller leaves is abandoned, in the queue and while it rings, and the agent stays ready', async () => {
    const waiting = house.callIn();
    await until('music', () => waiting.hears(), (hears) => hears === 'music');
    waiting.hangUp();
    await until('the end', () => house.calls(), ([call]) => call?.['outcome'] === 'abandoned');

    await house.atWork(0);
    const since = (await house.agent(0))['state_since'];
    const ringing = house.callIn();
    await house.agentIs(0, 'ringing');
    house.clock.pass(3);
    ringing.hangUp();
    await house.agentIs(0, 'ready');
    expect((await house.agent(0))['state_since']).not.toEqual(since);
    expect(await house.rows('select outcome from offer')).toEqual([{ outcome: 'withdrawn' }]);
    const records = await house.recordsAre(3);
    expect(records.every((record) => record['milliseconds'] === 0n || record['carrier_leg'] === true)).toBe(true);
  });

  it('to a suspended tenant, in maintenance, or to a number that is not theirs hears an announcement and is never answered', async () => {
    await house.atWork(0);
    house.standing.status = { inService: false, closedBecause: 'suspended', suspendedLeases: [{ leaseId: house.leaseId }] };
    const suspended = house.callIn();
    await until('the announcement', () => suspended.hears(), (hears) => hears === 'announcement');
    house.standing.status = { inService: false, closedBecause: 'maintenance', suspendedLeases: [] };
    const maintenance = house.callIn();
    await until('the announcement', () => maintenance.hears(), (hears) => hears === 'announcement');
    house.standing.status = { inService: true, closedBecause: null, suspendedLeases: [] };
    const strange = house.callIn({ to: '+862150009999' });
    await until('the announcement', () => strange.hears(), (hears) => hears === 'announcement');
    await until('the ends', () => [suspended, maintenance, strange].map((caller) => caller.cause), (causes) => causes.every((cause) => cause !== null));
    expect([suspended, maintenance, strange].map((caller) => [caller.answered, caller.cause])).toEqual([[false, 42], [false, 42], [false, 1]]);
    const records = await house.recordsAre(3);
    expect(records.map((record) => record['answered_at'])).toEqual([null, null, null]);
    expect(await house.rows('select refusal from call order by refusal')).toEqual([
      { refusal: 'call.maintenance' }, { refusal: 'call.number-not-rented' }, { refusal: 'call.suspended' },
    ]);
    expect(await house.agent(0)).toMatchObject({ state: 'ready' });
  });

  it('that still waits when its tenant is suspended hears why and is let go; in maintenance it waits on', async () => {
    const caller = house.callIn();
    await until('music', () => caller.hears(), (hears) => hears === 'music');
    house.standing.status = { inService: false, closedBecause: 'maintenance', suspendedLeases: [] };
    await house.process.due();
    expect(caller.hears()).toBe('music');
    house.standing.status = { inService: false, closedBecause: 'suspended', suspendedLeases: [{ leaseId: house.leaseId }] };
    await house.process.due();
    await until('the announcement', () => caller.hears(), (hears) => hears === 'announcement');
    await until('the end', () => caller.cause, (cause) => cause === 42);
    expect(await house.calls()).toMatchObject([{ state: 'ended', outcome: 'refused', member_id: null }]);
    await house.recordsAre(1);
  });

  it('goes on when its seat is suspended, and the agent leaves the seat afterwards; an idle one leaves at once', async () => {
    await house.atWork(0);
    const caller = house.callIn();
    await house.pickUp(0);
    await until('the conversation', () => caller.hears(), (hears) => hears === 'others');
    await house.atWork(1);
    for (const seatId of house.seats) await house.want(house.process, seatId, 'emergency-only');
    await house.process.due();
    expect(await house.agent(1)).toMatchObject({ state: 'offline', reason: 'seat-suspended' });
    expect([caller.hears(), (await house.agent(0))['state']]).toEqual(['others', 'talking']);
    caller.hangUp();
    expect(await house.agentIs(0, 'offline')).toMatchObject({ reason: 'seat-suspended', seat_id: null });
  });

  it('goes back to its place when a supervisor logs the ringing agent out', async () => {
    await house.atWork(0);
    house.callIn();
    await house.agentIs(0, 'ringing');
    const supervisor = { tenantId: house.tenantId, memberId: house.members[1], personId: null, displayName: 'Supervisor', ip: null } as unknown as TenantPrincipal;
    expect(await house.process.get(SuperviseAgents).logOut(supervisor, house.members[0] ?? '')).toBe('now');
    expect(await house.agent(0)).toMatchObject({ state: 'offline', reason: 'supervisor' });
    expect(await house.calls()).toMatchObject([{ state: 'queued' }]);
  });
});
