import type { AgentDeskView, AgentState, DeskSeatView } from './api';

/** Why an agent is busy; the API keeps the code, people read the word. */
export const BUSY_REASONS = ['break', 'meal', 'training', 'meeting', 'follow-up'] as const;
export type BusyReason = (typeof BUSY_REASONS)[number];

/** Whether the agent may choose this state now: never in the middle of a call, and not the state they are in. */
export function mayBecome(desk: Pick<AgentDeskView, 'state' | 'seat'>, wanted: 'ready' | 'busy'): boolean {
  if (desk.seat === null) return false;
  const inCall: AgentState[] = ['ringing', 'talking', 'hold'];
  if (inCall.includes(desk.state)) return false;
  return desk.state !== wanted || wanted === 'busy';
}

/** Whether a seat can be taken: in service and held by nobody. */
export function isFree(seat: DeskSeatView): boolean {
  return seat.state === 'active' && seat.heldBy === null;
}

/** What was typed or pasted as a number to dial: digits, and a plus at the start. Spaces, dashes and brackets are how people write numbers. */
export function dialable(written: string): string {
  const trimmed = written.normalize('NFKC').trim();
  const digits = trimmed.replace(/[^0-9*#]/g, '');
  return trimmed.startsWith('+') ? `+${digits}` : digits;
}

/** Seconds of ringing that are left; 0 once it is over. */
export function ringSecondsLeft(since: string, timeoutSeconds: number, now: number): number {
  return Math.max(0, Math.ceil(timeoutSeconds - (now - Date.parse(since)) / 1000));
}

export type DeskKey = 'answer' | 'hang-up' | 'ready' | 'busy' | 'dial';

/** Keys by their place on the keyboard, so that they are the same in every layout; with Alt, so that no note types one by accident. */
export const DESK_KEYS: Readonly<Record<DeskKey, { code: string; shown: string; aria: string }>> = {
  answer: { code: 'KeyA', shown: 'Alt A', aria: 'Alt+A' },
  'hang-up': { code: 'KeyX', shown: 'Alt X', aria: 'Alt+X' },
  ready: { code: 'KeyR', shown: 'Alt R', aria: 'Alt+R' },
  busy: { code: 'KeyB', shown: 'Alt B', aria: 'Alt+B' },
  dial: { code: 'KeyN', shown: 'Alt N', aria: 'Alt+N' },
};
