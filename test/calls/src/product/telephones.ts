import { freeUdpPort } from '@seatline/telephony';
import { type Behaviour, type CallEnd, type CallingParty, VOICES, type Voice } from '../support/carrier-rig';
import { endOf, listen } from '../support/hearing';
import { type CallFrom, placeCall, registerPhone, type SipCall, SipPhone } from '../support/sip-parties';
import { ownUdpPort } from '../support/udp-ports';
import type { ProductRig } from './product-rig';

type Hearing = Awaited<ReturnType<CallingParty['hears']>>;

/** A call that somebody has begun, at their end of it. */
export class PlacedCall {
  constructor(private readonly call: SipCall) {}

  hears(): Promise<Hearing> {
    return listen(this.call.audio);
  }

  hangUp(): Promise<void> {
    return this.call.hangUp();
  }

  /** Whether anything but silence has come so far. */
  get loudness(): number {
    return this.call.audio.heard().loudness;
  }

  /** What SIP has answered so far. */
  statuses(): Promise<readonly number[]> {
    return this.call.run.statuses();
  }

  async answered(): Promise<boolean> {
    return (await this.statuses()).includes(200);
  }

  async ended(): Promise<CallEnd> {
    return endOf(await this.call.ended());
  }
}

/** A telephone that takes calls: what it does with them may be changed at any time between calls. */
export class Telephone {
  private phone: SipPhone | null = null;

  private constructor(
    private readonly rig: ProductRig,
    private readonly voice: Voice,
    readonly port: number,
  ) {}

  static async at(rig: ProductRig, voice: Voice): Promise<Telephone> {
    const telephone = new Telephone(rig, voice, await ownUdpPort());
    rig.telephones.push(telephone);
    return telephone;
  }

  async does(behaviour: Behaviour): Promise<void> {
    await this.phone?.close();
    this.phone = await SipPhone.open(this.rig.world, VOICES[this.voice], behaviour, this.port);
  }

  /** How many calls have rung here since it was told what to do. */
  async rings(): Promise<number> {
    return (await this.phone?.invitations()) ?? 0;
  }

  async messages(): Promise<string> {
    return (await this.phone?.call.run.messages()) ?? '';
  }

  hears(): Promise<Hearing> {
    return this.phone ? listen(this.phone.audio) : Promise.resolve([]);
  }

  async hangUp(): Promise<void> {
    await this.phone?.call.hangUp();
  }

  async close(): Promise<void> {
    await this.phone?.close();
    this.phone = null;
  }
}

/** How many calls may come in at once: sipp takes a port for each. */
const LINES = 4;

/** The public network behind a tenant's trunk: it calls in from a few ports and is called at another. */
export class PublicNetwork {
  private constructor(
    private readonly rig: ProductRig,
    readonly callPorts: readonly number[],
    readonly callee: Telephone,
  ) {}

  static async behindATrunk(rig: ProductRig): Promise<PublicNetwork> {
    const callee = await Telephone.at(rig, 'callee');
    await callee.does({ answerAfterMs: 200 });
    const ports = new Set<number>();
    while (ports.size < LINES) ports.add(await ownUdpPort());
    return new PublicNetwork(rig, [...ports], callee);
  }

  get addresses(): readonly string[] {
    return this.callPorts.map((port) => `127.0.0.1:${port}`);
  }

  async callIn(call: { from: string; to: string; voice?: Voice; abandonAfterMs?: number }): Promise<PlacedCall> {
    const { voice = 'caller', ...rest } = call;
    return place(this.rig, { ...rest, toneHz: VOICES[voice], localPort: await this.freeLine() });
  }

  private async freeLine(): Promise<number> {
    for (const port of this.callPorts) {
      const free = await freeUdpPort('127.0.0.1', port).catch(() => null);
      if (free !== null) return free;
    }
    throw new Error('every line of the trunk is in use');
  }
}

export interface SipLogin {
  readonly username: string;
  readonly secret: string;
}

/** Whether the telephone at the port is let in with the login. */
export function register(rig: ProductRig, login: SipLogin, port: number): Promise<boolean> {
  return registerPhone(rig.world, { username: login.username, password: login.secret }, port, 600);
}

/** Somebody dials from a telephone with a seat's login. */
export async function dialWith(rig: ProductRig, login: SipLogin, to: string, voice: Voice = 'agent'): Promise<PlacedCall> {
  const sip = { username: login.username, password: login.secret };
  return place(rig, { from: login.username, to, toneHz: VOICES[voice], localPort: await ownUdpPort(), login: sip });
}

async function place(rig: ProductRig, call: CallFrom): Promise<PlacedCall> {
  const placed = await placeCall(rig.world, call);
  rig.calls.push(placed);
  return new PlacedCall(placed);
}
