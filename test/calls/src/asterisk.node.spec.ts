import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { AsteriskCarrier, type VoiceTools } from '@seatline/telephony';
import { Stage } from './contract/stage';
import { type AsteriskRig, asteriskRig } from './support/asterisk-rig';
import { eventOf, eventually, freshId } from './support/carrier-rig';
import { registrarScenario } from './support/scenarios';
import { SippRun } from './support/sipp';
import { ownUdpPort } from './support/udp-ports';
import { requireVoice } from './support/voice-available';

const tools = await requireVoice('what only a real Asterisk can show');

function describeNode(voice: VoiceTools): void {
  describe('a real Asterisk', () => {
    let rig: AsteriskRig;
    const stage = () => new Stage(rig);
    const offers = () => rig.events.filter((event) => event.type === 'leg.offered').length;
    beforeAll(async () => {
      rig = await asteriskRig(voice);
    });
    afterEach(() => rig.tidy());
    afterAll(() => rig.close());

    it('takes no call from an address that is no trunk’s, whatever name it gives itself', async () => {
      const trunk = await stage().trunk();
      for (const name of ['+8613900005555', `trunk-${trunk.id}`, 'anonymous']) {
        const call = await rig.callFrom(await ownUdpPort(), name, '+862155500001');
        expect(new Set(await call.ended())).toEqual(new Set([401]));
      }
      expect(offers()).toBe(0);
    });

    it('no longer takes calls from an address that a trunk has lost', async () => {
      const [lost, kept] = [await ownUdpPort(), await ownUdpPort()];
      const trunk = await rig.makeTrunk(freshId('trunk'), 'tenant-a');
      await rig.carrier.ensureTrunk({ ...trunk, matchAddresses: [`127.0.0.1:${lost}`, `127.0.0.1:${kept}`] });
      await rig.callFrom(lost, '+8613900001111', '+862155500001');
      await eventOf(rig, 'leg.offered', (event) => event.from === '+8613900001111');
      await rig.tidy();
      await rig.carrier.ensureTrunk({ ...trunk, matchAddresses: [`127.0.0.1:${kept}`] });
      const refused = await rig.callFrom(lost, '+8613900001111', '+862155500001');
      expect(new Set(await refused.ended())).toEqual(new Set([401]));
      await rig.callFrom(kept, '+8613900002222', '+862155500001');
      await eventOf(rig, 'leg.offered', (event) => event.from === '+8613900002222');
      expect(offers()).toBe(1);
    });

    it('registers a trunk at its carrier, with the carrier’s own login', async () => {
      const port = await ownUdpPort();
      const registrar = await SippRun.start({ sipp: voice.sipp, scenario: registrarScenario('pstn.example'), localPort: port, calls: 1 });
      const trunk = { id: freshId('trunk'), tenantId: 'tenant-a', host: '127.0.0.1', port, matchAddresses: [], username: 'account-7', secret: 'trunk secret', register: true };
      await rig.carrier.ensureTrunk(trunk);
      expect(await registrar.done).toBe(0);
      const messages = await registrar.messages();
      expect(messages).toMatch(/Authorization: Digest .*username="account-7"/);
      expect(messages).not.toContain('trunk secret');
      await rig.carrier.removeTrunk(trunk.id);
      await registrar.stop();
    });

    it('tells callers to try again while the control plane is away, and holds a suspended seat by itself', async () => {
      const trunk = await stage().trunk();
      const { seat } = await stage().agent({ answerAfterMs: null });
      await rig.carrier.ensureSeat({ ...seat, service: 'emergency-only' });
      await rig.replaceControlPlane(async () => {
        const caller = await rig.callIn({ trunk, from: '+8613900001234', to: '+862155500001' });
        expect(await caller.ended()).toEqual({ answered: false, announced: true, refusedWith: 503 });
        const agent = await rig.dialFrom(seat, '02188887777');
        expect(await agent.ended()).toEqual({ answered: false, announced: true, refusedWith: 403 });
      });
      expect(offers()).toBe(0);
      await rig.callIn({ trunk, from: '+8613900001234', to: '+862155500001' });
      await eventOf(rig, 'leg.offered');
    });

    it('ends the leg of a telephone that has fallen silent', async () => {
      const call = await stage().talk();
      await rig.silence(call.agent);
      const end = await eventOf(rig, 'leg.ended', (event) => event.legId === call.agentLegId);
      expect(end.cause).not.toBe(16);
      expect((await rig.carrier.snapshot()).legs.map((leg) => leg.legId)).toEqual([call.callerLegId]);
    });

    it('has one control plane: who connects second under the name gets the events, and the first does not fight for them', async () => {
      const trunk = await stage().trunk();
      const heard: string[] = [];
      const second = new AsteriskCarrier(rig.node, SYSTEM_CLOCK, () => undefined);
      second.subscribe((event) => heard.push(event.type));
      await second.connect();
      try {
        await rig.pass(1_000);
        await rig.callIn({ trunk, from: '+8613900001234', to: '+862155500001' });
        await eventually(rig, 'the offer at the second', () => heard.find((type) => type === 'leg.offered'));
        expect(offers()).toBe(0);
        expect(rig.log.filter((line) => line.includes('another control plane'))).toHaveLength(1);
        expect(heard.filter((type) => type === 'carrier.gap')).toHaveLength(1);
      } finally {
        await second.close();
      }
      await rig.replaceControlPlane(async () => undefined);
    });

    it('is found running, with its calls, by the next process', async () => {
      const call = await stage().talk();
      const { node: before } = rig;
      await rig.replaceProcess();
      expect([rig.node.adopted, rig.node.pid(), rig.node.ariUrl]).toEqual([true, before.pid(), before.ariUrl]);
      expect(await call.caller.hears()).toEqual(['agent']);
      await rig.crash();
      expect((await rig.carrier.snapshot()).legs).toEqual([]);
    });

    it('keeps its password to itself', async () => {
      const { mode } = await stat(join(rig.dir, 'etc/ari.conf'));
      expect(mode & 0o777).toBe(0o600);
      expect((await fetch(`${rig.node.ariUrl}/asterisk/info`)).status).toBe(401);
    });
  });
}

if (tools) describeNode(tools);
else it('is left out on this machine, which is said at the end of the run', () => expect(process.env['CI']).not.toBe('true'));
