/** How far a call has come between caller and agent. */
export type RoutedState = 'queued' | 'offered' | 'dialling' | 'talking' | 'ended';

export interface SituationLeg {
  readonly id: string;
  readonly role: 'caller' | 'agent' | 'callee';
  readonly direction: 'in' | 'out';
  readonly stage: 'new' | 'offered' | 'ringing' | 'answered' | 'ended';
  /** Not null for a leg that we dial. */
  readonly dial: DialOrder | null;
  /** Q.850; why it ended. */
  readonly cause: number | null;
}

export interface DialOrder {
  readonly to: { readonly kind: 'seat'; readonly seatId: string } | { readonly kind: 'trunk'; readonly trunkId: string; readonly number: string };
  readonly from: string;
  readonly timeoutSeconds: number;
  readonly originatorLegId: string | null;
  /** How long it may be talked; absent: without limit. */
  readonly talkSeconds?: number;
}

/** Everything that decides what the carrier should be doing for a call. */
export interface Situation {
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: RoutedState;
  readonly legs: readonly SituationLeg[];
  /** The leg of the agent who has the call now; any other agent's leg is a left-over of an offer that is over. */
  readonly agentLegId: string | null;
  readonly recordingId: string | null;
  /** The instant at which the number outside is cut, in milliseconds; absent: never. */
  readonly talkUntil?: number;
}

/** What the carrier is to do. Each may be repeated: what is already so is left alone. */
export type Command =
  | { readonly kind: 'dial'; readonly legId: string; readonly order: DialOrder }
  | { readonly kind: 'accept' | 'music' | 'ringback'; readonly legId: string }
  | { readonly kind: 'open-room' | 'close-room' }
  | { readonly kind: 'join'; readonly legId: string }
  | { readonly kind: 'record'; readonly legId: string; readonly recordingId: string }
  | { readonly kind: 'limit'; readonly legId: string; readonly talkUntil: number }
  | { readonly kind: 'hang-up'; readonly legId: string; readonly cause: number };

const NORMAL_CLEARING = 16;
const ANSWERED_ELSEWHERE = 26;

/**
 * What should be so at the carrier in a situation, in the order in which to ask for it. Ringing the agent comes first, for that is what the caller waits for.
 * - A waiting caller's leg is answered and hears music; a leg of ours that the carrier does not know yet is dialled.
 * - A call out: the agent's own leg hears ringing until the callee has answered, and is answered only then, so that nobody talks or is counted before.
 * - Talking: every answered leg is in the room; from the moment that both are, the customer's leg is recorded. A leg that may talk for so long only is
 *   given its end by the carrier, so that it comes without us.
 * - An offer that is over: its leg is hung up. A call that is over: all legs are, and the room is closed. An agent's phone that still waits is told why
 *   the callee was not reached.
 */
export function commandsFor(situation: Situation): readonly Command[] {
  const live = situation.legs.filter((leg) => leg.stage !== 'ended');
  if (situation.state === 'ended') return ended(situation, live);
  if (situation.state === 'talking') return talking(situation, live);
  return situation.direction === 'inbound' ? waiting(situation, live) : callingOut(live);
}

function dials(live: readonly SituationLeg[]): Command[] {
  return live.flatMap((leg) => (leg.stage === 'new' && leg.dial !== null ? [{ kind: 'dial', legId: leg.id, order: leg.dial } as const] : []));
}

function strays(situation: Situation, live: readonly SituationLeg[]): Command[] {
  return live.flatMap((leg) => (isStray(situation, leg) ? [{ kind: 'hang-up', legId: leg.id, cause: ANSWERED_ELSEWHERE } as const] : []));
}

function isStray(situation: Situation, leg: SituationLeg): boolean {
  return leg.role === 'agent' && leg.id !== situation.agentLegId;
}

function waiting(situation: Situation, live: readonly SituationLeg[]): Command[] {
  const offered = live.filter((leg) => leg.id === situation.agentLegId);
  const caller = live.find((leg) => leg.role === 'caller');
  const commands: Command[] = dials(offered);
  if (caller) commands.push(caller.stage === 'answered' ? { kind: 'music', legId: caller.id } : { kind: 'accept', legId: caller.id });
  commands.push(...strays(situation, live));
  if (offered.length > 0) commands.push({ kind: 'open-room' });
  return commands;
}

function callingOut(live: readonly SituationLeg[]): Command[] {
  const commands: Command[] = dials(live);
  for (const leg of live) {
    if (leg.role === 'agent' && leg.stage === 'offered') commands.push({ kind: 'ringback', legId: leg.id });
  }
  commands.push({ kind: 'open-room' });
  return commands;
}

function talking(situation: Situation, live: readonly SituationLeg[]): Command[] {
  const parties = live.filter((leg) => !isStray(situation, leg));
  const commands: Command[] = [...dials(parties), { kind: 'open-room' }];
  for (const leg of parties) {
    if (leg.stage === 'answered') commands.push({ kind: 'join', legId: leg.id });
    else if (leg.stage === 'offered') commands.push({ kind: 'accept', legId: leg.id });
  }
  const customer = parties.find((leg) => leg.role !== 'agent');
  if (customer?.role === 'callee' && customer.stage === 'answered' && situation.talkUntil !== undefined) {
    commands.push({ kind: 'limit', legId: customer.id, talkUntil: situation.talkUntil });
  }
  const bothTalk = parties.some((leg) => leg.role === 'agent' && leg.stage === 'answered') && customer?.stage === 'answered';
  if (bothTalk && situation.recordingId !== null) commands.push({ kind: 'record', legId: customer.id, recordingId: situation.recordingId });
  return [...commands, ...strays(situation, live)];
}

function ended(situation: Situation, live: readonly SituationLeg[]): Command[] {
  const callee = situation.legs.find((leg) => leg.role === 'callee' && leg.stage === 'ended');
  const commands: Command[] = live.map((leg) => {
    const waits = leg.direction === 'in' && leg.stage === 'offered';
    return { kind: 'hang-up', legId: leg.id, cause: waits ? (callee?.cause ?? NORMAL_CLEARING) || NORMAL_CLEARING : NORMAL_CLEARING };
  });
  commands.push({ kind: 'close-room' });
  return commands;
}

/** One name for the same command, to tell what a change of situation newly asks for. */
export function commandKey(command: Command): string {
  if (command.kind === 'limit') return `limit ${command.legId} ${String(command.talkUntil)}`;
  return 'legId' in command ? `${command.kind} ${command.legId}` : command.kind;
}

/** What the second situation asks for and the first did not: what is to be done at a change. Everything, when there was no situation before. */
export function newCommands(before: Situation | null, after: Situation): readonly Command[] {
  const asked = new Set(before === null ? [] : commandsFor(before).map(commandKey));
  return commandsFor(after).filter((command) => !asked.has(commandKey(command)));
}
