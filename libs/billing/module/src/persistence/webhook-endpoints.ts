import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export interface EndpointRow extends Record<string, unknown> {
  readonly id: string;
  readonly url: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly previous_until: number | null;
}

export interface EndpointSecrets extends Record<string, unknown> {
  readonly url: string;
  readonly sealed_secret: string;
  readonly sealed_previous_secret: string | null;
  readonly previous_until: number | null;
}

/** What an endpoint's secrets are sealed for; see SecretBox. */
export function endpointSeal(tenantId: string, endpointId: string): string {
  return `webhook endpoint ${tenantId} ${endpointId}`;
}

export async function readEndpoints(tx: TenantTransaction): Promise<EndpointRow[]> {
  const { rows } = await tx.ledger.execute<EndpointRow>(sql`
    select id, url, created_by, epoch_ms(created_at) as created_at, epoch_ms(previous_until) as previous_until
    from webhook_endpoint where tenant_id = ${tx.tenantId} and removed_at is null order by id`);
  return rows;
}

export async function insertEndpoint(
  tx: TenantTransaction,
  endpoint: { readonly id: string; readonly url: string; readonly sealedSecret: string; readonly createdBy: string; readonly at: number },
): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    insert into webhook_endpoint (id, url, sealed_secret, created_by, created_at)
    values (${endpoint.id}, ${endpoint.url}, ${endpoint.sealedSecret}, ${endpoint.createdBy}, ${timestamp(endpoint.at)})
    on conflict (tenant_id, url) where removed_at is null do nothing returning id`);
  return rows.length > 0;
}

/** The secret that was there signs beside the new one until `previousUntil`. False: no such endpoint. */
export async function rotateSecret(tx: TenantTransaction, id: string, sealedSecret: string, previousUntil: number): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    update webhook_endpoint set sealed_previous_secret = sealed_secret, previous_until = ${timestamp(previousUntil)}, sealed_secret = ${sealedSecret}
    where tenant_id = ${tx.tenantId} and id = ${id} and removed_at is null returning id`);
  return rows.length > 0;
}

export async function removeEndpoint(tx: TenantTransaction, id: string, at: number): Promise<string | null> {
  const { rows } = await tx.ledger.execute<{ url: string }>(sql`
    update webhook_endpoint set removed_at = ${timestamp(at)}
    where tenant_id = ${tx.tenantId} and id = ${id} and removed_at is null returning url`);
  return rows[0]?.url ?? null;
}

/** Null once the endpoint was removed. */
export async function secretsOf(tx: TenantTransaction, id: string): Promise<EndpointSecrets | null> {
  const { rows } = await tx.ledger.execute<EndpointSecrets>(sql`
    select url, sealed_secret, sealed_previous_secret, epoch_ms(previous_until) as previous_until
    from webhook_endpoint where tenant_id = ${tx.tenantId} and id = ${id} and removed_at is null`);
  return rows[0] ?? null;
}
