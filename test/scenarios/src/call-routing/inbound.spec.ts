import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AgentDesk, TakeSeat } from '@seatline/acd';
import { CallHouse, until } from './call-house';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open(2);
});
afterEach(() => house.close());

const agentState = async (index: number) => (await house.rows('select state, reason, call_id from agent where member_id = $1', [house.members[index]]))[0];
const calls = () => house.rows('select id, state, outcome, member_id from routed_call order by heartbeat_at');
const cdrs = () => house.rows('select * from cdr order by carrier_leg desc, recorded_at');

async function atWork(index: number, state: 'ready' | 'busy' = 'ready'): Promise<void> {
  await house.process.get(TakeSeat).run(house.tenantId, house.members[index]!, house.seats[index]!);
  await house.process.get(AgentDesk).setState(house.tenantId, house.members[index]!, state, null);
}

const callIn = (more: object = {}) => house.world.callIn({ trunkId: house.trunkId, from: '+8613800138000', to: house.number, ...more })!;

describe('a call that comes in', () => {
  it('is offered, answered, talked, recorded and recorded in one CDR for each leg', async () => {
    await atWork(0);
    const caller = callIn();
    await until('ringing', () => agentState(0), (agent) => agent?.state === 'ringing');
    await until('the phone', () => house.world.answer(house.seats[0]!), (answered) => answered);
    await until('the conversation', () => caller.hears(), (hears) => hears === 'others');
    expect(await agentState(0)).toMatchObject({ state: 'talking' });
    house.clock.pass(42);
    caller.hangUp();
    await until('two records', cdrs, (rows) => rows.length === 2);
    const [trunk, seat] = await cdrs();
    expect(trunk).toMatchObject({ direction: 'inbound', carrier_leg: true, milliseconds: 42_000n, outcome: 'completed', seat_id: house.seats[0], member_id: house.members[0], lease_id: house.leaseId, version: 1 });
    expect(seat).toMatchObject({ direction: 'internal', carrier_leg: false, milliseconds: 42_000n, our_number: house.number, other_number: '+8613800138000' });
    await until('ready again', () => agentState(0), (agent) => agent?.state === 'ready');
    await until('the recording', () => house.rows('select status from recording'), (rows) => rows[0]?.['status'] === 'ready');
    expect(await calls()).toMatchObject([{ state: 'ended', outcome: 'completed' }]);
  });
});
