import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { RtpParty } from './rtp-party';
import { HANG_UP_SIGNAL, type Login, abandonedCallScenario, busyPhoneScenario, callScenario, phoneScenario, registerScenario } from './scenarios';
import { SippRun } from './sipp';
import { ownUdpPort } from './udp-ports';

export interface SipWorld {
  readonly sipp: string;
  /** Asterisk's own SIP address. */
  readonly target: string;
  /** How long a party may exist; for suites longer than sipp's own limit here. */
  readonly secondsAtMost?: number;
}

/** A call that is going on at the far end of SIP: who said what, and how it ended. */
export class SipCall {
  private followed = 0;
  private readonly follow: NodeJS.Timeout;

  constructor(
    readonly run: SippRun,
    readonly audio: RtpParty,
  ) {
    // sipp does the signalling only, so the place to talk to is read from its messages.
    this.follow = setInterval(() => void this.talk(), 30);
  }

  private async talk(): Promise<void> {
    const ports = await this.run.offeredRtpPorts();
    const newest = ports.at(-1);
    if (newest !== undefined && newest !== this.followed) this.audio.talkTo((this.followed = newest));
  }

  /** Resolves when the signalling is over, to the statuses that came. */
  async ended(): Promise<readonly number[]> {
    await this.run.done;
    return this.run.statuses();
  }

  /** Has this side hang up the call that it is in: told to its own sipp by a request that only we send. */
  async hangUp(): Promise<void> {
    const { localPort } = this.run;
    // sipp takes the headers of its BYE from the request that came last.
    const dialogue = await this.run.dialogue();
    const lines = [
      `${HANG_UP_SIGNAL} sip:now@127.0.0.1:${localPort} SIP/2.0`,
      'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-now',
      ...dialogue,
      `CSeq: 1 ${HANG_UP_SIGNAL}`,
      'Content-Length: 0',
    ];
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.send(`${lines.join('\r\n')}\r\n\r\n`, localPort, '127.0.0.1', () => socket.close(resolve)));
  }

  async close(): Promise<void> {
    clearInterval(this.follow);
    await this.run.stop();
    this.audio.close();
  }
}

/** Registers a phone. Resolves to whether it was let in. */
export async function registerPhone(world: SipWorld, login: Login, localPort: number, expiresSeconds = 300): Promise<boolean> {
  const run = await SippRun.start({ ...world, scenario: registerScenario(login, expiresSeconds), localPort, calls: 1 });
  const accepted = await Promise.race([run.done.then((code) => code === 0), sleep(5_000, false, { ref: false })]);
  await run.stop();
  return accepted;
}

export interface PhoneBehaviour {
  /** Null: rings and is never answered. */
  readonly answerAfterMs: number | null;
  readonly hangUpAfterMs?: number | null;
  readonly busy?: boolean;
}

/** A telephone on a fixed port that takes calls one after another: an agent's, or the public network's behind a trunk. */
export class SipPhone {
  private constructor(
    readonly call: SipCall,
    readonly port: number,
  ) {}

  static async open(world: SipWorld, toneHz: number, behaviour: PhoneBehaviour, port?: number): Promise<SipPhone> {
    const audio = await RtpParty.open(toneHz);
    const { answerAfterMs, hangUpAfterMs = null } = behaviour;
    const scenario = behaviour.busy ? busyPhoneScenario() : phoneScenario({ rtpPort: audio.port, answerAfterMs, hangUpAfterMs });
    const localPort = port ?? (await ownUdpPort());
    const { sipp, secondsAtMost } = world;
    const run = await SippRun.start({ sipp, scenario, localPort, calls: null, ...(secondsAtMost === undefined ? {} : { secondsAtMost }) });
    return new SipPhone(new SipCall(run, audio), localPort);
  }

  get audio(): RtpParty {
    return this.call.audio;
  }

  /** How many INVITEs it got. */
  async invitations(): Promise<number> {
    const starts = (await this.call.run.messages()).match(/^INVITE sip:/gm);
    return starts?.length ?? 0;
  }

  close(): Promise<void> {
    return this.call.close();
  }
}

export interface CallFrom {
  readonly from: string;
  readonly to: string;
  readonly toneHz: number;
  readonly localPort: number;
  readonly hangUpAfterMs?: number | null;
  readonly login?: Login;
  /** Gives up while nobody has answered. */
  readonly abandonAfterMs?: number;
}

/** Somebody dials: the public network through a trunk, or an agent from a seat (then with a login). */
export async function placeCall(world: SipWorld, call: CallFrom): Promise<SipCall> {
  const audio = await RtpParty.open(call.toneHz);
  const scenario =
    call.abandonAfterMs === undefined
      ? callScenario({ from: call.from, rtpPort: audio.port, hangUpAfterMs: call.hangUpAfterMs ?? null, ...(call.login ? { login: call.login } : {}) })
      : abandonedCallScenario(call.from, audio.port, call.abandonAfterMs);
  const run = await SippRun.start({ ...world, scenario, localPort: call.localPort, service: call.to, calls: 1 });
  return new SipCall(run, audio);
}
