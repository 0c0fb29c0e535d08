import type { CallDirection, CallOutcome } from './api';

/** A caller whom nobody answered: the one thing about calls that is red. */
export function isLost(call: { readonly direction: CallDirection; readonly outcome: CallOutcome }): boolean {
  return call.direction === 'inbound' && (call.outcome === 'abandoned' || call.outcome === 'unanswered');
}
