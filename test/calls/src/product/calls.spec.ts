import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { VoiceTools } from '@seatline/telephony';
import { voicesIn } from '../support/hearing';
import { requireVoice } from '../support/voice-available';
import { ProductRig } from './product-rig';
import { dialWith, register } from './telephones';
import { TenantHouse } from './tenant-house';
import { until } from './until';

jest.setTimeout(120_000);

const tools = await requireVoice('real calls through the whole product');
const CALLER = '+8613900001234';
const CALLEE = '02188887777';

function describeCalls(voice: VoiceTools): void {
  describe('calls through the whole product', () => {
    let rig: ProductRig;
    let acme: TenantHouse;
    let other: TenantHouse;
    beforeAll(async () => {
      rig = await ProductRig.start(voice, '2026-03-02T09:00:00+08:00');
      acme = await TenantHouse.open(rig, { name: 'Acme', agents: 2, number: '+862155500001', ringTimeoutSeconds: 5 });
      other = await TenantHouse.open(rig, { name: 'Other', agents: 1, number: '+862155500002' });
    });
    afterEach(() => rig.tidy());
    afterAll(() => rig.close());

    const usageOf = async (callId: string) => {
      const { items } = await until(
        'the usage of both legs',
        () => acme.admin.must('get', '/v1/usage'),
        (page) => page.items.filter((item: { callId: string }) => item.callId === callId).length === 2,
      );
      const legs = items.filter((item: { callId: string }) => item.callId === callId);
      return legs.sort((a: { carrierLeg: boolean }, b: { carrierLeg: boolean }) => Number(b.carrierLeg) - Number(a.carrierLeg));
    };

    it('an inbound call waits with music, is answered by the agent who becomes ready, recorded, metered, and listed at 0', async () => {
      const began = rig.now();
      const agent = acme.agent(1);
      const caller = await acme.callIn({ from: CALLER });
      await until('music', () => caller.hears(), (heard) => heard.join() === 'music');
      await agent.atWork({ answerAfterMs: 300 });
      expect((await agent.is('talking')).call).toMatchObject({ direction: 'inbound', callerNumber: CALLER, queueName: 'Service' });
      await until('the agent', () => caller.hears(), (heard) => heard.join() === 'other-agent');
      await until('the caller', () => agent.telephone.hears(), (heard) => heard.join() === 'caller');
      await acme.agent(0).atWork({ answerAfterMs: null });
      await caller.hangUp();
      expect(await caller.ended()).toEqual({ answered: true, announced: false, refusedWith: null });

      const whose = { seat_id: agent.seatId, member_id: agent.memberId, lease_id: acme.leaseId, version: 1, estimated: false, outcome: 'completed' };
      const [carrier, seat] = await acme.cdrs(2, began);
      expect(carrier).toMatchObject({ direction: 'inbound', carrier_leg: true, our_number: acme.number, other_number: CALLER, cause: 16, ...whose });
      expect(seat).toMatchObject({ direction: 'internal', carrier_leg: false, ...whose });
      const { items } = await until('the recording', () => acme.admin.must('get', '/v1/calls'), (page) => page.items[0]?.hasRecording === true);
      expect(items).toHaveLength(1);
      const [call] = items;
      expect(call).toMatchObject({ id: carrier?.['call_id'], direction: 'inbound', callerNumber: CALLER, calledNumber: acme.number, outcome: 'completed' });
      const recording = await acme.admin.ask('get', `/v1/calls/${call.id}/recording`);
      expect([recording.status, recording.headers['content-type']]).toEqual([200, 'audio/wav']);
      expect(voicesIn(recording.body)).toEqual(['caller', 'other-agent']);
      expect((await agent.person.ask('get', `/v1/calls/${call.id}/recording`)).status).toBe(403);
      expect((await other.admin.ask('get', `/v1/calls/${call.id}/recording`)).status).toBe(404);

      const shared = { seatId: agent.seatId, memberId: agent.memberId, leaseId: acme.leaseId };
      expect(await usageOf(call.id)).toMatchObject([
        { direction: 'inbound', carrierLeg: true, status: 'rated', cost: '0.000000', ...shared },
        { direction: 'internal', carrierLeg: false, status: 'free', ...shared },
      ]);
    });

    it('rings who has been ready for longest; unanswered in time the call goes on to the next agent, and the first is busy', async () => {
      const [first, second] = [acme.agent(0), acme.agent(1)];
      await first.is('ready');
      await second.is('ready');
      const ringsBefore = await second.telephone.rings();
      const caller = await acme.callIn({ from: CALLER });
      await first.is('ringing');
      expect(await second.telephone.rings()).toBe(ringsBefore);
      await until('music while it rings', () => caller.hears(), (heard) => heard.join() === 'music');
      expect(await first.is('busy')).toMatchObject({ busyReason: 'missed-call', call: null });
      await second.is('talking');
      await until('the second agent', () => caller.hears(), (heard) => heard.join() === 'other-agent');
      expect(await first.telephone.rings()).toBe(1);
      await second.hangUp();
      expect((await caller.ended()).answered).toBe(true);
      await second.is('ready');
    });

    it('another tenant’s telephone neither reaches this tenant’s seats and numbers nor is reached by them', async () => {
      const [ours, theirs] = [acme.agent(1), other.agent(0)];
      await ours.atWork({ answerAfterMs: 200 });
      await theirs.atWork({ answerAfterMs: 200 });
      const rings = () => Promise.all([ours.telephone.rings(), theirs.telephone.rings()]);
      const before = await rings();
      for (const [from, to] of [[theirs, ours], [ours, theirs]] as const) {
        const call = await from.dial(to.login?.username ?? '');
        expect(await call.ended()).toMatchObject({ answered: false, refusedWith: 404 });
      }
      // Their number is a number like any other: it is dialled through one's own trunk, and who answers is the public network.
      const outward = await theirs.dial(acme.number);
      await until('the public network', () => outward.hears(), (heard) => heard.join() === 'callee');
      expect(await other.network.callee.messages()).toContain(`INVITE sip:${acme.number}@`);
      await outward.hangUp();
      await outward.ended();
      expect(await rings()).toEqual(before);
    });

    it('another tenant’s trunk cannot bring a call into this tenant’s number, nor take over its address', async () => {
      const callsBefore = (await acme.admin.must('get', '/v1/calls')).items.length;
      const caller = await other.network.callIn({ from: CALLER, to: acme.number });
      expect(await caller.ended()).toEqual({ answered: false, announced: true, refusedWith: 404 });
      const { items } = await until('the refused call', () => other.admin.must('get', '/v1/calls'), (page) => page.items[0]?.refusal === 'call.number-not-rented');
      expect(items[0]).toMatchObject({ calledNumber: acme.number, outcome: 'refused', milliseconds: 0 });
      expect((await acme.admin.must('get', '/v1/calls')).items).toHaveLength(callsBefore);
      const line = { name: 'Theirs', host: '127.0.0.1', port: 5060, matchAddresses: acme.network.addresses.slice(0, 1) };
      expect(await other.admin.ask('post', '/v1/trunks', line)).toMatchObject({ status: 409, body: { code: 'trunk.address-taken' } });
    });

    it('a telephone registers with the secret of the present log-in and no other, and not after its agent has left', async () => {
      const [ours, theirs] = [acme.agent(1), other.agent(0)];
      const [own, foreign] = [ours.login, theirs.login];
      if (!own || !foreign) throw new Error('both sit at their seats');
      await ours.telephone.close();
      const enters = (username: string, secret: string) => register(rig, { username, secret }, ours.telephone.port);
      expect(await enters(own.username, foreign.secret)).toBe(false);
      expect(await enters(own.username, 'wrong')).toBe(false);
      await ours.takeSeat();
      expect(await enters(own.username, own.secret)).toBe(false);
      await ours.person.must('delete', '/v1/agent/seat');
      await until('the lost secret', () => enters(own.username, ours.login?.secret ?? ''), (entered) => !entered);
      const stranger = await dialWith(rig, { username: own.username, secret: 'wrong' }, CALLEE);
      expect((await stranger.ended()).answered).toBe(false);
    });

    it('an agent calls out with a number of the tenant’s own; the call is rated by the deck and stands on the telephone invoice', async () => {
      const began = rig.now();
      const agent = acme.agent(0);
      await agent.atWork({ answerAfterMs: 200 });
      const call = await agent.dial(CALLEE);
      await until('the callee', () => call.hears(), (heard) => heard.join() === 'callee');
      await until('the agent', () => acme.network.callee.hears(), (heard) => heard.join() === 'agent');
      const invitation = await acme.network.callee.messages();
      expect(invitation).toMatch(/^INVITE sip:\+862188887777@/m);
      expect(invitation).toMatch(/^From: .*<sip:\+862155500001@/m);
      await call.hangUp();
      await call.ended();
      const records = await acme.cdrs(2, began);
      const carrier = records.find((record) => record['carrier_leg']);
      expect(carrier).toMatchObject({ direction: 'outbound', our_number: acme.number, other_number: '+862188887777', seat_id: agent.seatId, member_id: agent.memberId });
      const legs = await usageOf(carrier?.['call_id']);
      expect(legs).toMatchObject([{ status: 'rated', prefix: '86', billedSeconds: 60, cost: '0.120000', currency: 'CNY', invoiceId: null }, { status: 'free' }]);

      // The period ends on 2 April, its usage is closed 48 hours later.
      for (const at of ['2026-03-26T09:00:00+08:00', '2026-04-02T09:00:00+08:00', '2026-04-04T00:00:01+08:00']) await rig.jumpTo(at);
      const [invoice] = (await acme.admin.must('get', '/v1/invoices?kind=telephone')).items;
      const { lines } = await acme.admin.must('get', `/v1/invoices/${invoice.id}`);
      expect(lines).toMatchObject([{ kind: 'telephone', calls: 1, net: '0.12', tax: '0.01' }]);
      expect((await usageOf(carrier?.['call_id']))[0]).toMatchObject({ invoiceNumber: invoice.number });
    });
  });
}

if (tools) describeCalls(tools);
else it('is left out on this machine, which is said at the end of the run', () => expect(process.env['CI']).not.toBe('true'));
