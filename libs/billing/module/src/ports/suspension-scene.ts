import type { StandingNow, SuspensionScene } from '@seatline/billing-domain';
import type { TenantTransaction } from '@seatline/server';

/** Who and what a suspension would meet now. */
export interface SceneNow extends SuspensionScene {
  readonly loggedIn: readonly { readonly seat: string; readonly agent: string; readonly inCall: boolean; readonly since: string }[];
  /** Calls of this lease's seats that are answered: they go on to their end. */
  readonly liveCalls: number;
  /** Callers of the tenant who wait in a queue. */
  readonly queuedCalls: number;
}

/** What tenancy, telephony and the ACD say of a lease; the composition root answers, since billing knows none of them. */
export abstract class LeaseScene {
  abstract of(tx: TenantTransaction, leaseId: string): Promise<SceneNow>;
  abstract standing(tx: TenantTransaction, leaseId: string): Promise<StandingNow>;
}
