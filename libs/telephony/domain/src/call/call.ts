import type { Instant } from '@seatline/kernel';
import type { Carrier } from '../carrier';

/** A call as it began; what became of it is in its legs. */
export interface Call {
  readonly id: string;
  readonly carrier: Carrier['name'];
  readonly direction: 'inbound' | 'outbound';
  /** The tenant's number: the one that was called, or the one that the callee sees. Empty for an emergency call without a number of one's own. */
  readonly ourNumber: string;
  /** The other side's number as it came or was dialled; empty when withheld. */
  readonly otherNumber: string;
  readonly didId: string | null;
  readonly queueId: string | null;
  /** Who called out; null for a call that came in. */
  readonly memberId: string | null;
  /** Why it was not let through, as a code; null for a call that was. */
  readonly refusal: string | null;
  readonly startedAt: Instant;
}
