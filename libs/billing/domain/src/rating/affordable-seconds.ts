import type { DeckRow } from './deck-row';
import { billedSeconds } from './rate-call';

/** What of a deck's row makes a call's price. */
export type CallPrice = Pick<DeckRow, 'perMinuteMicros' | 'connectMicros' | 'initialSeconds' | 'incrementSeconds'>;

/**
 * The longest call to this row's prefix that a balance pays for, in seconds: as many whole increments as fit into what the connection fee
 * leaves. 0 when not even the initial seconds fit; null when the row costs nothing by the minute and the fee is covered: there is no limit.
 * Balance in millionths of the major unit. Source: domain.md 4 (real-time credit control), case CGR-MAXSESSION.
 */
export function affordableSeconds(row: CallPrice, balanceMicros: bigint): number | null {
  const left = balanceMicros - row.connectMicros;
  if (left < 0n) return 0;
  if (row.perMinuteMicros === 0n) return null;
  const seconds = Number((left * 60n) / row.perMinuteMicros);
  if (seconds < billedSeconds(1, row.initialSeconds, row.incrementSeconds)) return 0;
  return row.initialSeconds + Math.floor((seconds - row.initialSeconds) / row.incrementSeconds) * row.incrementSeconds;
}
