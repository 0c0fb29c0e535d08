import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { AsteriskCarrier, type AsteriskNode, type VoiceTools, startAsterisk } from '@seatline/telephony';
import { type CarrierEvent, SIP_REALM, type SeatSpec, type TrunkSpec } from '@seatline/telephony-domain';
import { type Behaviour, type CallingParty, type CarrierRig, type InboundCall, type Party, VOICES, type Voice, eventually } from './carrier-rig';
import { endOf, listen, voicesIn } from './hearing';
import { type SipCall, SipPhone, type SipWorld, placeCall, registerPhone } from './sip-parties';
import { ownUdpPort } from './udp-ports';

export class AsteriskRig implements CarrierRig {
  carrier: AsteriskCarrier;
  readonly events: CarrierEvent[] = [];
  readonly log: string[] = [];
  readonly world: SipWorld;
  private readonly open: { close(): Promise<void> }[] = [];
  private readonly phones = new Map<Party, SipPhone>();
  private readonly callPorts = new Map<string, number>();

  constructor(
    private readonly tools: VoiceTools,
    public node: AsteriskNode,
    readonly dir: string,
  ) {
    this.world = { sipp: tools.sipp, target: `${node.sipAddress.host}:${node.sipAddress.port}` };
    this.carrier = this.newCarrier();
  }

  async start(): Promise<this> {
    await this.carrier.connect();
    return this;
  }

  async pass(milliseconds: number): Promise<void> {
    await sleep(milliseconds);
  }

  async makeTrunk(id: string, tenantId: string, callee: Behaviour = { answerAfterMs: 200 }): Promise<TrunkSpec> {
    const phone = await SipPhone.open(this.world, VOICES.callee, callee);
    this.open.push(phone);
    const callPort = await ownUdpPort();
    this.callPorts.set(id, callPort);
    return { id, tenantId, host: '127.0.0.1', port: phone.port, matchAddresses: [`127.0.0.1:${callPort}`], register: false };
  }

  makeSeat(id: string, tenantId: string): SeatSpec {
    const sipUsername = `sip-${id}`;
    return { id, tenantId, sipUsername, ha1: createHash('md5').update(`${sipUsername}:${SIP_REALM}:pw-${id}`).digest('hex'), service: 'full' };
  }

  async registerPhone(seat: SeatSpec, behaviour: Behaviour, options: { wrongPassword?: boolean; voice?: Voice } = {}): Promise<Party | null> {
    const port = await ownUdpPort();
    const password = options.wrongPassword ? 'wrong' : `pw-${seat.id}`;
    if (!(await registerPhone(this.world, { username: seat.sipUsername, password }, port))) return null;
    const phone = await SipPhone.open(this.world, VOICES[options.voice ?? 'agent'], behaviour, port);
    this.open.push(phone);
    const party = { hears: () => listen(phone.audio) };
    this.phones.set(party, phone);
    return party;
  }

  /** The telephone loses power: no audio, no signalling, no goodbye. */
  async silence(party: Party): Promise<void> {
    await this.phones.get(party)?.close();
  }

  async callIn(call: InboundCall): Promise<CallingParty> {
    const { from, to, trunk, hangUpAfterMs, abandonAfterMs, voice = 'caller' } = call;
    const localPort = this.callPorts.get(trunk.id) ?? (await ownUdpPort());
    return this.party(
      await placeCall(this.world, {
        from,
        to,
        toneHz: VOICES[voice],
        localPort,
        hangUpAfterMs: hangUpAfterMs ?? null,
        ...(abandonAfterMs === undefined ? {} : { abandonAfterMs }),
      }),
    );
  }

  async dialFrom(seat: SeatSpec, number: string, voice: Voice = 'agent'): Promise<CallingParty> {
    const login = { username: seat.sipUsername, password: `pw-${seat.id}` };
    const localPort = await ownUdpPort();
    return this.party(await placeCall(this.world, { from: seat.sipUsername, to: number, toneHz: VOICES[voice], localPort, login }));
  }

  async replaceControlPlane(meanwhile: () => Promise<void>): Promise<void> {
    await this.carrier.close();
    await meanwhile();
    this.carrier = this.newCarrier();
    await this.carrier.connect();
  }

  /** The process that watches over Asterisk ends without stopping it, and another takes its place. */
  async replaceProcess(): Promise<void> {
    this.node.release();
    this.node = await startAsterisk({ tools: this.tools, dir: this.dir, log: (line) => this.log.push(line) });
  }

  async crash(): Promise<void> {
    const before = this.node.pid();
    process.kill(before, 'SIGKILL');
    await eventually(this, 'the restart of Asterisk', () => (this.node.pid() !== before ? true : undefined));
    await eventually(this, 'the event of it', () => this.events.find((event) => event.type === 'carrier.restarted'));
  }

  bothVoicesIn(recording: Uint8Array): boolean {
    const voices = voicesIn(recording);
    return voices.includes('caller') && voices.includes('agent');
  }

  async tidy(): Promise<void> {
    const { legs, rooms } = await this.carrier.snapshot();
    for (const leg of legs) await this.carrier.hangup(leg.legId);
    for (const room of rooms) await this.carrier.closeRoom(room.callId);
    await eventually(this, 'silence', async () => ((await this.carrier.snapshot()).legs.length === 0 ? true : undefined));
    await Promise.all(this.open.splice(0).map((party) => party.close()));
    this.events.length = 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.open.splice(0).map((party) => party.close()));
    await this.carrier.close();
    await this.node.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  private newCarrier(): AsteriskCarrier {
    const carrier = new AsteriskCarrier(this.node, SYSTEM_CLOCK, (line) => this.log.push(line));
    carrier.subscribe((event) => this.events.push(event));
    return carrier;
  }

  /** A call from an address that may be no trunk's. */
  async callFrom(localPort: number, from: string, to: string): Promise<SipCall> {
    const call = await placeCall(this.world, { from, to, toneHz: VOICES['other-caller'], localPort });
    this.open.push(call);
    return call;
  }

  private party(call: SipCall): CallingParty {
    this.open.push(call);
    return { hears: () => listen(call.audio), ended: async () => endOf(await call.ended()) };
  }
}

/** A carrier on a real Asterisk of its own, on free ports of the loopback, in a folder that is removed at the end. */
export async function asteriskRig(tools: VoiceTools): Promise<AsteriskRig> {
  const dir = await mkdtemp(join(tmpdir(), 'seatline-asterisk-'));
  const node = await startAsterisk({ tools, dir, log: (line) => process.stderr.write(`${line}\n`) });
  return new AsteriskRig(tools, node, dir).start();
}
