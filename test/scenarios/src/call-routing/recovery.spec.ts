import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { Jobs } from '@seatline/server';
import { CallIngest } from '@seatline/telephony';
import { CarrierFailure, legEventId } from '@seatline/telephony-domain';
import { CallHouse, until } from './call-house';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open(1);
});
afterEach(() => house.close());

/** Two people in conversation, and their legs. */
async function conversation(): Promise<{ caller: ReturnType<CallHouse['callIn']>; agentLegId: string }> {
  await house.atWork(0);
  const caller = house.callIn();
  await house.pickUp(0);
  await until('the conversation', () => caller.hears(), (hears) => hears === 'others');
  const [leg] = await house.rows("select id from call_leg where role = 'agent'");
  return { caller, agentLegId: leg?.['id'] };
}

describe('what happens to a call is recorded once, whatever happens', () => {
  it('when events come twice, late and out of order', async () => {
    const ingest = house.process.get(CallIngest);
    const { caller, agentLegId } = await conversation();
    const at = (seconds: number) => (house.clock.now() + seconds * 1000) as Instant;
    const tell = (type: 'leg.ringing' | 'leg.answered' | 'leg.ended', seconds: number, id: string = legEventId(agentLegId, type.slice(4) as 'ended')) =>
      ingest.receive('simulated', { type, legId: agentLegId, at: at(seconds), cause: 16, providerEventId: id } as never);
    for (let time = 0; time < 3; time += 1) tell('leg.answered', 0);
    tell('leg.ended', 8);
    tell('leg.ended', 8);
    tell('leg.ringing', -1);
    tell('leg.answered', 2, 'another name for the same');
    tell('leg.ended', 99, 'another end of the same');
    house.clock.pass(8);
    caller.hangUp();
    const records = await house.recordsAre(2);
    await house.process.idle();
    expect(records.map((record) => [record['leg_id'] === agentLegId, record['milliseconds'], record['version']])).toEqual([[false, 8_000n, 1], [true, 8_000n, 1]]);
    expect(await house.rows("select count(*)::int as told from outbox where topic = 'telephony.leg-ended'")).toEqual([{ told: 2 }]);
  });

  it('when the process is killed in mid-call, and the caller hangs up before it is back', async () => {
    const { caller } = await conversation();
    house.clock.pass(20);
    await house.stopProcess(house.process);
    caller.hangUp();
    house.clock.pass(30);
    const process = await house.startProcess();
    const records = await house.recordsAre(2);
    expect(records[0]).toMatchObject({ carrier_leg: true, milliseconds: 20_000n, estimated: false, seat_id: house.seats[0] });
    await house.agentIs(0, 'ready');
    await process.idle();
    expect((await house.carrier.snapshot()).legs).toEqual([]);
  });

  it('when the process is killed in mid-call and the call goes on', async () => {
    const { caller } = await conversation();
    await house.stopProcess(house.process);
    house.clock.pass(20);
    const process = await house.startProcess();
    await process.idle();
    expect([caller.hears(), (await house.agent(0))['state']]).toEqual(['others', 'talking']);
    caller.hangUp();
    expect((await house.recordsAre(2)).map((record) => record['milliseconds'])).toEqual([20_000n, 20_000n]);
    await house.agentIs(0, 'ready');
  });

  it('when the process died between its commit and its commands', async () => {
    await house.atWork(0);
    house.world.fail('dial', new CarrierFailure('unreachable', 'cut off'));
    house.world.fail('acceptLeg', new CarrierFailure('unreachable', 'cut off'));
    const caller = house.callIn();
    await house.agentIs(0, 'ringing');
    await house.stopProcess(house.process);
    house.world.mend();
    house.clock.pass(6);
    await house.startProcess();
    await until('the phone or the queue', () => [house.world.answer(house.seats[0] ?? ''), caller.hears()], ([rings, hears]) => rings === true || hears === 'music');
    expect(caller.answered).toBe(true);
  });

  it('when the carrier loses power: the legs end when it was last seen, and are marked as estimated', async () => {
    await conversation();
    house.clock.pass(60);
    await house.process.get(Jobs).sweepAndDrain(); // a sign of life
    house.clock.pass(9);
    house.carrier.restart();
    const records = await house.recordsAre(2);
    expect(records.map((record) => [record['milliseconds'], record['estimated']])).toEqual([[60_000n, true], [60_000n, true]]);
    await house.agentIs(0, 'ready');
    await until('seats provisioned again', () => house.carrier.provisioned(), ({ seats, trunkIds }) => seats.length === 1 && trunkIds.length === 1);
  });

  it('when events were lost: ended legs are closed from the carrier’s record, orphaned ones hung up', async () => {
    const { caller } = await conversation();
    house.carrier.disconnect();
    house.clock.pass(5);
    caller.hangUp();
    const unheard = house.callIn({ from: '+8613900139000' });
    await new Promise((resolve) => setTimeout(resolve, 50)); // what was on its way is lost
    house.clock.pass(20);
    house.carrier.reconnect();
    // The orphan's record may come before, between or after those of the conversation.
    await until('the caller’s record', () => house.records(), (records) => records.some((record) => record['milliseconds'] === 5_000n));
    await until('the orphan’s end', () => unheard.ended, (ended) => ended);
    await house.process.due();
    const all = await house.recordsAre(3);
    expect(all.map((record) => [record['direction'], record['outcome']])).toContainEqual(['inbound', 'congestion']);
    expect(await house.rows('select refusal from call where refusal is not null')).toEqual([{ refusal: 'call.not-attended' }]);
  });

  it('when the agent’s phone cannot be dialled at all', async () => {
    await house.atWork(0);
    house.world.fail('dial', new CarrierFailure('refused', 'no'));
    const caller = house.callIn();
    expect(await house.agentIs(0, 'busy')).toMatchObject({ reason: 'phone-unreachable' });
    await until('music', () => caller.hears(), (hears) => hears === 'music');
  });

  it('when its process falls silent: another takes the call over and brings the carrier to what the rows want', async () => {
    await house.atWork(0);
    house.world.fail('dial', new CarrierFailure('unreachable', 'cut off'));
    house.callIn();
    await house.agentIs(0, 'ringing');
    const [before] = await house.calls();
    await house.stopProcess(house.process);
    house.world.mend();
    const other = await house.startProcess();
    await other.idle();
    await house.rows("update routed_call set owner = 'a process that is gone', heartbeat_at = clock_timestamp() - interval '1 minute'");
    await other.due();
    const [after] = await house.calls();
    expect(after?.['owner']).not.toBe('a process that is gone');
    expect(after).toMatchObject({ id: before?.['id'] });
    await house.pickUp(0);
    await house.agentIs(0, 'talking');
  });
});
