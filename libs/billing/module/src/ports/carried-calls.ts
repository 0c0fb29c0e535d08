import type { TenantTransaction } from '@seatline/server';

/** Whether calls still go on at a carrier, as far as it has told. Bound by the composition root to telephony's legs. */
export interface CarriedCalls {
  /** Those of these calls that have a leg which has not ended. */
  among(tx: TenantTransaction, callIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export const CARRIED_CALLS = Symbol('CARRIED_CALLS');
