import type { CallDirection } from './api';

/** A caller whom nobody answered: the one thing about calls that is red. */
export function isLost(call: { readonly direction: CallDirection; readonly answeredAt: string | null }): boolean {
  return call.direction === 'inbound' && call.answeredAt === null;
}
