import type { Carrier, CarrierEvent, CarrierEventType, SeatSpec, TrunkSpec } from '@seatline/telephony-domain';

/** Everybody who speaks in these tests, and the tone that they say. No tone is a harmonic of another or of the waiting music. */
export const VOICES = { caller: 440, agent: 1000, callee: 700, 'other-caller': 1500, 'other-agent': 1900 } as const;
export type Voice = keyof typeof VOICES;

export interface Behaviour {
  /** Null: rings and is not answered. */
  readonly answerAfterMs: number | null;
  readonly hangUpAfterMs?: number | null;
  readonly busy?: boolean;
}

/** How a call that somebody began ended for them. */
export interface CallEnd {
  readonly answered: boolean;
  /** Something was to be heard before an answer. */
  readonly announced: boolean;
  /** What SIP refused it with; null when it was answered. */
  readonly refusedWith: number | null;
}

export interface Party {
  /** Who or what is heard at this moment: voices, `music`, or nothing. Sorted. */
  hears(): Promise<readonly (Voice | 'music')[]>;
}

export interface CallingParty extends Party {
  /** Lets time pass until the call is over for this party. */
  ended(): Promise<CallEnd>;
}

export interface InboundCall {
  readonly trunk: TrunkSpec;
  readonly from: string;
  readonly to: string;
  readonly voice?: Voice;
  /** From the answer. */
  readonly hangUpAfterMs?: number;
  /** Gives up when nobody has answered by then. */
  readonly abandonAfterMs?: number;
}

/** A carrier with people around it. Times are the carrier's own: virtual ones for a simulated carrier. */
export interface CarrierRig {
  readonly carrier: Carrier;
  readonly events: readonly CarrierEvent[];
  pass(milliseconds: number): Promise<void>;
  /** A trunk that the public network answers behind as told. Not yet given to the carrier. */
  makeTrunk(id: string, tenantId: string, callee?: Behaviour): Promise<TrunkSpec>;
  makeSeat(id: string, tenantId: string): SeatSpec;
  /** Whether a telephone with the seat's login, or a wrong one, is let in. From then on it takes calls as told. */
  registerPhone(seat: SeatSpec, behaviour: Behaviour, options?: { readonly wrongPassword?: boolean; readonly voice?: Voice }): Promise<Party | null>;
  callIn(call: InboundCall): Promise<CallingParty>;
  dialFrom(seat: SeatSpec, number: string, voice?: Voice): Promise<CallingParty>;
  /** The control plane ends without a word and another begins in its place. `meanwhile` happens between the two. */
  replaceControlPlane(meanwhile: () => Promise<void>): Promise<void>;
  /** The carrier loses power and comes back. */
  crash(): Promise<void>;
  /** Whether a recording has both voices in it. */
  bothVoicesIn(recording: Uint8Array): boolean;
  /** Ends what the last test has left. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** Lets time pass until it is there. Fails with `what` when it does not come. */
export async function eventually<Value>(rig: Pick<CarrierRig, 'pass'>, what: string | (() => string), look: () => Value | null | undefined | Promise<Value | null | undefined>): Promise<Value> {
  const step = 25;
  for (let waited = 0; waited < 15_000; waited += step) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await rig.pass(step);
  }
  throw new Error(`it never came: ${typeof what === 'string' ? what : what()}`);
}

export type EventOf<Type extends CarrierEventType> = Extract<CarrierEvent, { type: Type }>;

/** The first event of this type that fits. */
export function eventOf<Type extends CarrierEventType>(
  rig: CarrierRig,
  type: Type,
  fits: (event: EventOf<Type>) => boolean = () => true,
): Promise<EventOf<Type>> {
  return eventually(rig, () => `event ${type} among ${JSON.stringify(rig.events)}`, () =>
    rig.events.find((event): event is EventOf<Type> => event.type === type && fits(event as EventOf<Type>)),
  );
}

let count = 0;

/** An id that no other test has. */
export function freshId(kind: string): string {
  count += 1;
  return `${kind}-${process.pid}-${count}`;
}
