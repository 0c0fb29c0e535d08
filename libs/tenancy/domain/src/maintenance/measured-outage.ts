import type { MaintenancePeriod } from './window';
import type { Outage } from './outage';

/** A time in which telephony could not reach a carrier, and that is over. */
export interface MeasuredOut extends MaintenancePeriod {
  readonly carrier: string;
  /** Telephony's word for what was wrong: `unreachable`, `unavailable`, `refused`. */
  readonly cause: string;
}

/** What is no longer than this is no outage: a carrier that starts anew is away for a moment. */
export const TOLERATED_OUT_SECONDS = 60;

const REASONS: Readonly<Record<string, string>> = {
  unreachable: 'The carrier could not be reached (measured) 运营商线路无法连接（系统测得）',
  unavailable: 'The carrier did not serve us (measured) 运营商线路不可用（系统测得）',
  refused: 'The carrier refused us (measured) 运营商线路拒绝服务（系统测得）',
};

/**
 * The outage that a measured time makes: of everybody whom the carrier carries. Null for a time that is tolerated, the limit included. It may be longer than what a person may
 * record, for a measurement has no slips of the pen. What of it was maintenance is left out for each tenant when it is told. Source: issue 3, ADR 25.
 */
export function outageOfMeasured({ carrier, cause, startAt, endAt }: MeasuredOut): Omit<Outage, 'id'> | null {
  if (endAt - startAt <= TOLERATED_OUT_SECONDS * 1000) return null;
  return { startAt, endAt, target: { kind: 'carrier', carrier }, reason: REASONS[cause] ?? `${cause} (measured) （系统测得）` };
}
