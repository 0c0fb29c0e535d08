import type { Instant } from '@seatline/kernel';
import type { CarrierEvent, CarrierFact, Origin, SeatService } from './carrier-event';
import type { HangupCauseCode } from './hangup-cause/hangup-cause';

/**
 * What the product asks of whoever carries its calls: Asterisk, a simulation, later Twilio.
 *
 * Rules that hold for every command:
 * - Ids are ours (`callId`, `recordingId`, the `legId` of a leg that we dial). Only a leg that somebody else begins is named by the carrier, in
 *   its `leg.offered`; that name is unique across nodes and restarts, so it may be a key. Ours for recordings and calls are of `[A-Za-z0-9_-]` too.
 * - A command says what should be, and may be repeated: what is already so is left alone. What concerns a leg or room that is gone resolves
 *   silently (the end is told by `leg.ended`), except where a promise to an agent would be broken: `acceptLeg`, `join`, `playMusic` and `record` then throw `gone`.
 * - A command resolves when the carrier has taken it. What comes of it arrives as an event.
 * - Nothing here asks whether a tenant may do it: the caller of this port has decided that before.
 *
 * Failures are thrown as `CarrierFailure`.
 */
export interface Carrier {
  readonly name: 'simulated' | 'asterisk' | 'twilio';

  /** Begins to deliver events and keeps the carrier connected until `close`. Resolves at the first connection. */
  connect(): Promise<void>;
  /** Ends the connection. Calls in progress go on without us. */
  close(): Promise<void>;
  /** Resolves when the carrier answers that it is there; asks for nothing else and changes nothing. What it throws says what is wrong, within a few seconds. */
  ping(): Promise<void>;
  /** Hears every event from now on, in order for each leg. Returns the way to stop hearing. A listener must not throw. */
  subscribe(listener: CarrierListener): () => void;

  /** Makes the seat known with exactly this login and service, whatever it was before. Running calls of the seat are not touched. */
  ensureSeat(seat: SeatSpec): Promise<void>;
  /** Forgets the seat: it can neither register nor call nor be called. Running calls go on. An unknown seat is already removed. */
  removeSeat(seatId: string): Promise<void>;
  ensureTrunk(trunk: TrunkSpec): Promise<void>;
  removeTrunk(trunkId: string): Promise<void>;
  /** Everything that is provisioned now, of all tenants, so that a reconciler can remove what should not be there. */
  provisioned(): Promise<Provisioned>;

  /** Lets an offered leg hear that the other end rings. */
  indicateRinging(legId: string): Promise<void>;
  /** Answers an offered leg. From here on the caller is charged by the carrier. */
  acceptLeg(legId: string): Promise<void>;
  /** Refuses an offered leg without answering it: the announcement is early media, then the leg ends with the reason's cause. */
  rejectLeg(legId: string, why: RejectReason, announcement?: Announcement): Promise<void>;
  /** Rings a seat or a number. A seat that is not registered, or unknown, gives `leg.ended` with cause 20, as a callee out of reach would. */
  dial(request: DialRequest): Promise<void>;
  /**
   * From now the leg lives at most so many seconds more (to the millisecond), then the carrier ends it, whatever becomes of us. Said again, the last
   * word holds. A leg that is gone resolves silently.
   */
  limitTalk(legId: string, seconds: number): Promise<void>;
  /** Ends a leg in whatever state it is. */
  hangup(legId: string, cause?: HangupCauseCode): Promise<void>;

  /** A room is where the legs of one call hear each other. Legs in different rooms never do. */
  openRoom(callId: string): Promise<void>;
  /** Takes the legs out of the room and removes it; the legs live on. */
  closeRoom(callId: string): Promise<void>;
  /** Puts an answered leg into the room; music that it was hearing stops first. */
  join(legId: string, callId: string): Promise<void>;
  part(legId: string, callId: string): Promise<void>;

  /** Plays waiting music to a leg that is in no room, until `stopMusic` or `join`. */
  playMusic(legId: string): Promise<void>;
  stopMusic(legId: string): Promise<void>;

  /** Records what the caller's leg hears and says, from now until `stopRecording` or the leg's end; it follows the caller through a transfer. */
  record(recording: RecordingRequest): Promise<void>;
  /** Ends the recording and keeps it; `recording.ready` tells when it can be read. */
  stopRecording(recordingId: string): Promise<void>;
  /** The finished recording as a WAV file. Throws `gone` if there is none. */
  readRecording(recordingId: string): Promise<Uint8Array>;
  deleteRecording(recordingId: string): Promise<void>;

  /** What is alive at this moment: the truth to compare with after a `carrier.gap` or `carrier.restarted`. */
  snapshot(): Promise<CarrierSnapshot>;
  /**
   * The carrier's own record of legs, written whether or not we were listening. `after` is the `next` of an earlier answer, or null for all that is kept.
   * A page has at most `limit` facts (500 unless told); a page with `more` false was the last for now.
   */
  history(after: string | null, limit?: number): Promise<CarrierHistory>;
}

export type CarrierListener = (event: CarrierEvent) => void;

/** The realm of every seat's SIP login; `ha1` is MD5 of `sipUsername:SIP_REALM:secret`, in lower-case hex. */
export const SIP_REALM = 'seatline';

export interface SeatSpec {
  readonly id: string;
  readonly tenantId: string;
  /** Unique among all seats of the carrier, 1 to 64 of `[a-z0-9-]`; never changes in a seat's life. */
  readonly sipUsername: string;
  /** See SIP_REALM. The secret itself is nowhere kept. */
  readonly ha1: string;
  readonly service: SeatService;
}

export interface TrunkSpec {
  readonly id: string;
  readonly tenantId: string;
  readonly host: string;
  readonly port: number;
  /** Our login at the carrier, for its challenges and for registration. Both or neither. */
  readonly username?: string;
  readonly secret?: string;
  /** Where this trunk's calls come from: `address` or `address:port`. Calls from elsewhere are not taken. No two trunks share one. */
  readonly matchAddresses: readonly string[];
  /** True when the carrier wants us to register; needs username and secret. */
  readonly register: boolean;
}

export interface Provisioned {
  readonly seats: readonly { readonly seatId: string; readonly service: SeatService }[];
  readonly trunkIds: readonly string[];
}

export interface DialRequest {
  /** New for every attempt, 1 to 64 of `[A-Za-z0-9_-]`; the same id again while the leg lives is the same attempt. */
  readonly legId: string;
  readonly callId: string;
  readonly to: DialTarget;
  /** The number that the callee sees, E.164 or the caller's own presentation as it came in. Empty if withheld. */
  readonly from: string;
  readonly timeoutSeconds: number;
  /**
   * The leg ends by itself so many seconds after the ringing could have lasted longest, though nobody ever asks for it: what `limitTalk` makes exact at the
   * answer. Left out: it lasts as long as it is let.
   */
  readonly talkSeconds?: number;
  /** The leg on whose behalf we ring (the caller), so that the carrier's own record ties both together. It may be gone meanwhile: then nothing rings and the leg ends with cause 16. */
  readonly originatorLegId?: string;
}

export type DialTarget =
  | { readonly kind: 'seat'; readonly seatId: string }
  /** The number, of `[+*#0-9]` and at most 32 long, goes to the trunk as it stands; anything else is `refused`. */
  | { readonly kind: 'trunk'; readonly trunkId: string; readonly number: string };

/** Why a leg is refused before it is answered; see REJECT_CAUSES for what the caller's side is told. */
export type RejectReason = 'suspended' | 'maintenance' | 'no-route' | 'busy' | 'forbidden';

/** What the caller hears before the refusal, as early media. */
export type Announcement = 'out-of-service' | 'maintenance' | 'closed';

export interface RecordingRequest {
  readonly callId: string;
  readonly recordingId: string;
  readonly callerLegId: string;
}

export interface CarrierSnapshot {
  readonly takenAt: Instant;
  /** Differs after every start of the carrier; see `carrier.restarted`. */
  readonly bootId: string;
  readonly legs: readonly LegState[];
  readonly rooms: readonly RoomState[];
  readonly onlineSeatIds: readonly string[];
}

export interface LegState {
  readonly legId: string;
  readonly tenantId: string | null;
  /** `refused`: a rejected leg that still hears its announcement and will end by itself. */
  readonly state: 'offered' | 'ringing' | 'answered' | 'refused';
  /** `in`: somebody began the leg and it was offered to us; `out`: we dialled it. */
  readonly direction: 'in' | 'out';
  /** The trunk or seat at the other end of the leg. */
  readonly party: Origin | null;
  /** The call that we dialled it for or whose room it has joined. */
  readonly callId: string | null;
  readonly startedAt: Instant;
}

export interface RoomState {
  readonly callId: string;
  readonly legIds: readonly string[];
}

export interface CarrierHistory {
  readonly facts: readonly CarrierFact[];
  /** Opaque; keep it in the transaction that stores the facts. */
  readonly next: string;
  readonly more: boolean;
}

export type CarrierFailureCode =
  /** The carrier cannot be reached or does not answer: try again. */
  | 'unreachable'
  /** It is there and cannot do it now (starting, overloaded): try again. */
  | 'unavailable'
  /** The leg, room, recording, seat or trunk does not exist (any more). */
  | 'gone'
  /** It refuses what we asked, and will again. */
  | 'refused';

/** The one error that a carrier throws. The message holds no secret, number or name and may be shown to an operator. */
export class CarrierFailure extends Error {
  readonly code: CarrierFailureCode;

  constructor(code: CarrierFailureCode, message: string) {
    super(message);
    this.name = 'CarrierFailure';
    this.code = code;
  }

  /** True when the same command may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return this.code === 'unreachable' || this.code === 'unavailable';
  }
}
