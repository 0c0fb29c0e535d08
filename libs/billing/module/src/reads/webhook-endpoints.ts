import type { TenantTransaction } from '@seatline/server';
import { type EndpointRow, readEndpoints } from '../persistence/webhook-endpoints';

export type { EndpointRow };

/** Where a tenant's systems hear of notices, the oldest first. */
export function listEndpoints(tx: TenantTransaction): Promise<EndpointRow[]> {
  return readEndpoints(tx);
}
