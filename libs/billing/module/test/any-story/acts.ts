import type { CivilDate } from '@seatline/kernel';
import type { CardSays, Hours } from './deeds';
import type { StoryPricing } from './story-pricing';

type Nothing = Record<never, never>;

interface Acts {
  'order': { readonly seats: number };
  'cancel-order': Nothing;
  'waive': Nothing;
  'prepay': Nothing;
  'plan-version': Nothing;
  'bounce': Nothing;
  'remove': { readonly seats: number; readonly when: 'now' | 'period-end' };
  'hand-over': { readonly seats: number; readonly from: CivilDate };
  'end': { readonly until: CivilDate };
  'hold': { readonly until: CivilDate };
  'pay': { readonly amount: bigint; readonly forOrder: boolean; readonly valueOn: CivilDate };
  'pay-online': { readonly invoice: number };
  'write-off': { readonly invoice: number };
  'undo-write-off': { readonly invoice: number };
  'refund': { readonly payment: number; readonly amount: bigint };
  'dispute': { readonly payment: number; readonly amount: bigint };
  'decide': { readonly dispute: number; readonly as: 'won' | 'lost' };
  'resume': { readonly dispute: number };
  'renew': { readonly months: number; readonly endOn: CivilDate };
  'change-terms': { readonly price: bigint; readonly pricing: StoryPricing; readonly from: CivilDate };
  'agree-late-fees': { readonly daily: number; readonly fromDay: number; readonly cap: number | null };
  'end-late-fees': Nothing;
  'waive-late-fee': { readonly invoice: number; readonly line: number };
  'call': { readonly minutes: number; readonly answeredOn: CivilDate };
  're-rate': { readonly fen: bigint };
  'top-up': { readonly fen: bigint };
  'postpay': Nothing;
  'top-up-online': { readonly fen: bigint };
  'take-back': { readonly topUp: number; readonly amount: bigint };
  'decide-top-up': { readonly taken: number; readonly as: 'won' | 'lost' };
  'outage': { readonly from: CivilDate; readonly days: number; readonly hours: Hours };
  'maintenance': { readonly from: CivilDate; readonly hours: Hours; readonly excess: number };
  'collect': { readonly card: CardSays; readonly days: readonly number[] };
  'stop-collecting': Nothing;
  'pay-refund': { readonly amount: bigint };
}

/** A deed of a name with its numbers: what is really asked, on which day. */
export type ActOf<Name extends keyof Acts> = { [Each in Name]: { readonly on: CivilDate; readonly do: Each } & Acts[Each] }[Name];

/** The list of these is all that the naive model is told. */
export type Act = ActOf<keyof Acts>;

const ABOUT_SEATS = ['order', 'cancel-order', 'waive', 'plan-version', 'remove', 'hand-over', 'end', 'hold', 'renew', 'change-terms', 'outage', 'maintenance'] as const;
const ABOUT_CALLS = ['call', 're-rate', 'prepay', 'postpay', 'top-up', 'top-up-online', 'take-back', 'decide-top-up'] as const;

type AboutSeats = (typeof ABOUT_SEATS)[number];
type AboutCalls = (typeof ABOUT_CALLS)[number];

export type SeatAct = ActOf<AboutSeats>;
export type CallAct = ActOf<AboutCalls>;
export type MoneyAct = ActOf<Exclude<keyof Acts, AboutSeats | AboutCalls>>;

export function isAboutSeats(act: Act): act is SeatAct {
  return ABOUT_SEATS.some((name) => name === act.do);
}

export function isAboutCalls(act: Act): act is CallAct {
  return ABOUT_CALLS.some((name) => name === act.do);
}
