import type { TenantTransaction } from '@seatline/server';

/** Who sits on a seat at this moment. */
export interface SeatHolder {
  readonly seatId: string;
  readonly memberId: string;
  /** RFC 3339 UTC. */
  readonly since: string;
}

/** The ACD's answer to "who holds the tenant's seats now?"; bound in the application. Without it nobody is shown. */
export abstract class SeatHolders {
  abstract of(tx: TenantTransaction): Promise<readonly SeatHolder[]>;
}
