import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { VoiceTools } from '@seatline/telephony';
import { requireVoice } from '../support/voice-available';
import { ProductRig } from './product-rig';
import type { PlacedCall } from './telephones';
import { TenantHouse } from './tenant-house';
import { until } from './until';

jest.setTimeout(180_000);

const tools = await requireVoice('crashes of the product and of Asterisk in the middle of calls');
const CALLERS = ['+8613900001111', '+8613900002222'] as const;
const VOICES = ['agent', 'other-agent'] as const;

function describeCrashes(voice: VoiceTools): void {
  describe('when something falls in the middle of calls', () => {
    let rig: ProductRig;
    let acme: TenantHouse;
    beforeAll(async () => {
      rig = await ProductRig.start(voice, '2026-03-02T09:00:00+08:00');
      acme = await TenantHouse.open(rig, { name: 'Acme', agents: 2, number: '+862155500001', ringTimeoutSeconds: 5 });
    });
    afterEach(() => rig.tidy());
    afterAll(() => rig.close());

    const hears = (what: string, party: { hears(): Promise<readonly string[]> }, expected: string) => until(what, () => party.hears(), (heard) => heard.join() === expected);

    const expectConversation = async (index: 0 | 1, caller: PlacedCall): Promise<void> => {
      await hears('the agent', caller, VOICES[index]);
      await hears('the caller', acme.agent(index).telephone, index === 0 ? 'caller' : 'other-caller');
    };

    /** Both agents in conversation, each with a caller of their own. */
    const twoConversations = async (): Promise<readonly [PlacedCall, PlacedCall]> => {
      const callers: PlacedCall[] = [];
      for (const agent of acme.agents.slice(1)) await agent.rest();
      for (const index of [0, 1] as const) {
        const agent = acme.agent(index);
        await agent.atWork({ answerAfterMs: 200 });
        callers.push(await acme.callIn({ from: CALLERS[index], voice: index === 0 ? 'caller' : 'other-caller' }));
        await agent.is('talking');
      }
      const [first, second] = callers as [PlacedCall, PlacedCall];
      await expectConversation(0, first);
      await expectConversation(1, second);
      return [first, second];
    };

    /** The caller hangs up while nobody listens; resolves when their leg is gone from Asterisk. */
    const leavesUnheard = async (caller: PlacedCall): Promise<{ from: number; to: number }> => {
      const [from, before] = [rig.now(), (await rig.channels()).length];
      await caller.hangUp();
      await caller.ended();
      await until('the end at Asterisk', () => rig.channels(), (channels) => channels.length < before);
      return { from, to: rig.now() };
    };

    /** Each leg of the calls since has one record, whole, and one usage event. */
    const expectRecords = async (since: number, legs: number) => {
      const records = await acme.cdrs(legs, since);
      expect(records).toHaveLength(legs);
      expect(records.map((record) => [record['version'], record['estimated'], record['outcome']])).toEqual(records.map(() => [1, false, 'completed']));
      expect(new Set(records.map((record) => record['leg_id'])).size).toBe(legs);
      const legIds = records.map((record) => record['leg_id']);
      await until('the usage', () => rig.rows('select leg from usage_event where leg = any ($1)', [legIds]), (rows) => rows.length === legs);
      return records;
    };

    /** What became of each caller's call, once nothing of them goes on. */
    const outcomes = async (since: number): Promise<Record<string, string>> => {
      type Listed = { startedAt: string; callerNumber: string; outcome: string };
      const listed = async (): Promise<Listed[]> => (await acme.admin.must('get', '/v1/calls')).items.filter((call: Listed) => Date.parse(call.startedAt) >= since);
      const calls = await until('the end of every call', listed, (each) => each.every((call) => call.outcome !== 'in-progress'));
      return Object.fromEntries(calls.map((call) => [call.callerNumber, call.outcome]));
    };

    const recordOf = (records: Awaited<ReturnType<typeof expectRecords>>, from: string) => records.find((record) => record['carrier_leg'] && record['other_number'] === from);

    it('the connection to Asterisk is cut: calls go on, what ended meanwhile is closed from the event log, each leg once', async () => {
      const began = rig.now();
      const [goesOn, ends] = await twoConversations();
      rig.ariLine.cut();
      const left = await leavesUnheard(ends);
      await expectConversation(0, goesOn);
      rig.ariLine.mend();
      await acme.agent(1).is('ready');
      await expectConversation(0, goesOn);
      expect((await acme.agent(0).desk()).state).toBe('talking');
      await goesOn.hangUp();
      await acme.agent(0).is('ready');
      const closed = recordOf(await expectRecords(began, 4), CALLERS[1]);
      expect(closed?.['ended_at'].getTime()).toBeGreaterThanOrEqual(left.from);
      expect(closed?.['ended_at'].getTime()).toBeLessThanOrEqual(left.to);
    });

    it('the product is killed: a call that ends meanwhile gets its true length, one that goes on is taken up, each leg once', async () => {
      const began = rig.now();
      const [goesOn, ends] = await twoConversations();
      await rig.kill();
      const left = await leavesUnheard(ends);
      await expectConversation(0, goesOn);
      await rig.begin();
      await acme.agent(1).is('ready');
      await expectConversation(0, goesOn);
      expect(await acme.agent(0).desk()).toMatchObject({ state: 'talking', call: { callerNumber: CALLERS[0] } });
      await goesOn.hangUp();
      await acme.agent(0).is('ready');
      const closed = recordOf(await expectRecords(began, 4), CALLERS[1]);
      expect(closed?.['ended_at'].getTime()).toBeGreaterThanOrEqual(left.from);
      expect(closed?.['ended_at'].getTime()).toBeLessThanOrEqual(left.to);
      expect(await outcomes(began)).toEqual({ [CALLERS[0]]: 'completed', [CALLERS[1]]: 'completed' });
    });

    it('the product is killed while one call rings and another waits: the first goes back to the queue, the second is over, no leg is left', async () => {
      const began = rig.now();
      const [first, second] = [acme.agent(0), acme.agent(1)];
      await first.atWork({ answerAfterMs: null });
      await second.atWork({ answerAfterMs: 200 });
      await second.rest();
      const ringing = await acme.callIn({ from: CALLERS[0] });
      await first.is('ringing');
      await until('the telephone', () => first.telephone.rings(), (rings) => rings === 1);
      const waiting = await acme.callIn({ from: CALLERS[1], voice: 'other-caller' });
      await hears('music', waiting, 'music');
      await rig.kill();
      await leavesUnheard(waiting);
      await rig.begin();
      expect(await first.is('busy')).toMatchObject({ busyReason: 'missed-call' });
      await hears('music again', ringing, 'music');
      await second.ready();
      await second.is('talking');
      await hears('the second agent', ringing, 'other-agent');
      await ringing.hangUp();
      await second.is('ready');
      await until('no leg', () => rig.channels(), (channels) => channels.length === 0);
      expect(await outcomes(began)).toEqual({ [CALLERS[0]]: 'completed', [CALLERS[1]]: 'abandoned' });
      expect(await rig.rows('select id from call_leg where stage <> $1', ['ended'])).toEqual([]);
    });

    it('the product is killed while a telephone rings, and the caller leaves: the telephone is let go and the agent is ready', async () => {
      const agent = acme.agent(0);
      await agent.atWork({ answerAfterMs: null });
      await acme.agent(1).rest();
      const caller = await acme.callIn({ from: CALLERS[0] });
      await until('the telephone', () => agent.telephone.rings(), (rings) => rings === 1);
      await until('the answer', () => caller.answered(), (answered) => answered);
      await rig.kill();
      await leavesUnheard(caller);
      await rig.begin();
      await agent.is('ready');
      await until('no leg', () => rig.channels(), (channels) => channels.length === 0);
    });

    it('the product begins while Asterisk is out of reach: people can work with it, and calls come when Asterisk is back', async () => {
      await rig.kill();
      rig.ariLine.cut();
      await rig.begin();
      const agent = acme.agent(0);
      await agent.telephone.does({ answerAfterMs: 200 });
      await agent.ready();
      rig.ariLine.mend();
      const caller = await until(
        'a call that is let in',
        async () => {
          const call = await acme.callIn({ from: CALLERS[0] });
          // Until the product is back at its place, Asterisk itself tells callers to try again.
          return (await until('an answer', () => call.statuses(), (statuses) => statuses.some((status) => status >= 200))).includes(200) ? call : null;
        },
        (call) => call !== null,
      );
      await agent.is('talking');
      if (caller) await expectConversation(0, caller);
      await caller?.hangUp();
      await agent.is('ready');
    });

    it('Asterisk is killed: its calls are closed by estimate, and seats and trunk are pushed again', async () => {
      const began = rig.now();
      await twoConversations();
      process.kill(rig.node.pid(), 'SIGKILL');
      for (const agent of acme.agents) await agent.is('ready');
      const records = await acme.cdrs(4, began);
      expect(records.map((record) => [record['version'], record['estimated']])).toEqual(records.map(() => [1, true]));
      for (const record of records) expect(record['ended_at'].getTime()).toBeLessThanOrEqual(rig.now());
      await acme.agent(1).rest();
      await acme.agent(0).telephone.close();
      await acme.agent(0).atWork({ answerAfterMs: 200 });
      const caller = await acme.callIn({ from: CALLERS[0] });
      await acme.agent(0).is('talking');
      await expectConversation(0, caller);
      await caller.hangUp();
      await acme.agent(0).is('ready');

      // Over all the crashes of this story, with every comparison and repetition since: each leg once.
      const twice = (table: string, leg: string) => rig.rows(`select ${leg} from ${table} group by ${leg} having count(*) > 1`);
      expect([await twice('cdr', 'leg_id'), await twice('usage_event', 'leg')]).toEqual([[], []]);
    });
  });
}

if (tools) describeCrashes(tools);
else it('is left out on this machine, which is said at the end of the run', () => expect(process.env['CI']).not.toBe('true'));
