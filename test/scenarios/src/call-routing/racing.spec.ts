import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AgentDesk, TakeSeat } from '@seatline/acd';
import { Problem } from '@seatline/server';
import { CallHouse, type CallProcess, until } from './call-house';

const CALLS = 300;
const AGENTS = 6;

let house: CallHouse;
let other: CallProcess;
beforeAll(async () => {
  house = await CallHouse.open(AGENTS);
  other = await house.startProcess();
  await house.rows('update queue set wrap_up_seconds = 0');
});
afterAll(() => house.close());

it('gives a seat to one of several who take it at once, and lets its holder take it again', async () => {
  const seatId = house.seats[0] ?? '';
  const take = (index: number, process: CallProcess) => process.get(TakeSeat).run(house.tenantId, house.members[index] ?? '', seatId);
  const results = await Promise.allSettled([take(0, house.process), take(1, other), take(2, house.process), take(3, other)]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Problem).code] : []));
  expect(refusals).toEqual(['seat.held', 'seat.held', 'seat.held']);
  const [holder] = await house.rows('select member_id from agent where seat_id is not null');
  const index = house.members.indexOf(holder?.['member_id']);
  await Promise.all([take(index, house.process), take(index, other)]);
  await house.process.get(AgentDesk).leaveSeat(house.tenantId, house.members[index] ?? '');
});

it('never offers two calls to an agent nor one call to two, with two processes hearing every event', async () => {
  for (let index = 0; index < AGENTS; index += 1) await house.atWork(index);
  for (const seatId of house.seats) house.world.phone(seatId, { answerAfterMs: 1, hangUpAfterMs: 1 });
  for (let call = 0; call < CALLS; call += 1) {
    house.callIn({ from: `+86138${String(call).padStart(8, '0')}` });
    if (call % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await until('every call over', () => house.rows("select count(*)::int as over from routed_call where state = 'ended'"), ([row]) => row?.['over'] === CALLS, 60);
  // A call is over when its legs are told to end; its record is there when they have.
  await until('every record', () => house.rows('select count(*)::int as written from cdr where carrier_leg'), ([row]) => row?.['written'] === CALLS, 60);
  await house.process.idle();
  await other.idle();
  const [count] = await house.rows(`
    select (select count(*)::int from call) as calls, (select count(*)::int from cdr where carrier_leg) as records, (select count(*)::int from cdr where version > 1) as corrections,
      (select count(*)::int from (select leg_id from cdr group by leg_id having count(*) > 1) d) as doubled`);
  expect(count).toEqual({ calls: CALLS, records: CALLS, corrections: 0, doubled: 0 });
  // What the events tell, whatever the rows held meanwhile: no agent was in two calls at once.
  const overlaps = await house.rows(`
    select a.member_id from call_leg a join call_leg b on b.member_id = a.member_id and b.call_id <> a.call_id and a.role = 'agent' and b.role = 'agent'
      and a.answered_at is not null and b.answered_at is not null and a.cdr_id < b.cdr_id
      and exists (select from agent_state_event e where e.member_id = a.member_id and e.call_id = a.call_id and e.from_state not in ('ready', 'ringing', 'talking', 'hold'))`);
  expect(overlaps).toEqual([]);
  const [chain] = await house.rows(`
    select count(*)::int as broken from (
      select from_state, lag(to_state) over (partition by member_id order by id) as before from agent_state_event) e
    where before is not null and before <> from_state`);
  expect(chain).toEqual({ broken: 0 });
  expect(await house.rows("select count(*)::int as answered from offer where outcome = 'answered'")).toEqual([{ answered: CALLS }]);
}, 120_000);
