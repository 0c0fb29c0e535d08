import type { Result } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { CreditRefusalCode } from '@seatline/telephony-domain';

/** How long a call out may be talked, counted from the answer; null: as long as they like. */
export interface TalkGrant {
  readonly talkSeconds: number | null;
  /** A call with less left than this asks for more. */
  readonly extendBelowSeconds: number;
}

/** Whether there is money for a call out, and for how long. Every answer holds with the caller's transaction. Bound to billing's CreditControl. */
export interface CallCredit {
  authorise(tx: TenantTransaction, call: { readonly callId: string; readonly seatId: string; readonly number: string }): Promise<Result<TalkGrant, CreditRefusalCode>>;
  /** More for a call that goes on, counted from the answer too; null: it is not limited any more. */
  extend(tx: TenantTransaction, callId: string): Promise<TalkGrant | null>;
  /** Nobody was reached: nothing is to be held for it. */
  release(tx: TenantTransaction, callId: string): Promise<void>;
}
export const CALL_CREDIT = Symbol('CALL_CREDIT');
