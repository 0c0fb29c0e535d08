import type { OpenAPIObject } from '@nestjs/swagger';
import type { Route } from '@seatline/api';
import type { Client } from '@seatline/test-support';
import type { Client as Database } from 'pg';
import { sampleBody } from './sample-body';

/** Routes that need no session, each with its reason; the guard's own list must be equal to this. */
export const PUBLIC_ROUTES: Readonly<Record<string, string>> = {
  'GET /healthz': 'a supervisor has no session',
  'GET /readyz': 'a load balancer has no session',
  'POST /v1/session': 'signing in',
  'POST /v1/session/refresh': 'its cookie is the proof',
  'GET /v1/invitations/:token': 'the link’s token is the proof',
  'POST /v1/invitations/:token/accept': 'the link’s token is the proof',
  'POST /v1/webhooks/stripe': 'its signature is the proof',
};

/** Which table a path's parameter names, by the word before it. A new word must be entered here, or the test cannot try it. */
const TABLE_OF: Readonly<Record<string, string>> = {
  members: 'member',
  invitations: 'invitation',
  seats: 'seat',
  leases: 'lease',
  invoices: 'invoice',
  'credit-notes': 'credit_note',
  orders: 'lease_order',
  trunks: 'trunk',
  numbers: 'did',
  queues: 'queue',
  calls: 'call',
  agents: 'member',
  checkouts: 'payment_attempt',
  'payment-methods': 'saved_method',
  'notice-messages': 'notice_message',
  'webhook-endpoints': 'webhook_endpoint',
  alarms: 'operator_alarm',
  sublets: 'sublet',
};

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

export const nameOf = (route: Route): string => `${route.method} ${route.path}`;
const isOperators = (route: Route): boolean => route.path.startsWith('/v1/operator/') || route.path.startsWith('/v1/demo/');
const isPortal = (route: Route): boolean => !route.path.startsWith('/v1/') && !/^\/(healthz|readyz)$/.test(route.path);
const hasParameter = (route: Route): boolean => route.path.includes(':');
const isStream = (route: Route): boolean => route.path === '/v1/events';

/** What must never be seen by another: the tenant's own rows' ids, and a word that only its data holds. */
export interface Owner {
  readonly tenantId: string;
  readonly canary: string;
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

/** Every id of every row of a tenant, by table. */
export async function idsOf(admin: Database, tenantId: string): Promise<Map<string, string[]>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name in ('tenant_id', 'id') and data_type = 'uuid' group by 1 having count(*) = 2",
  );
  const ids = new Map<string, string[]>();
  for (const { name } of tables) {
    const { rows } = await admin.query<{ id: string }>(`select id from ${name} where tenant_id = $1`, [tenantId]);
    ids.set(name, rows.map((row) => row.id));
  }
  return ids;
}

/** A fingerprint of all that a tenant has: no call of another may change it. */
export async function fingerprintOf(admin: Database, tenantId: string): Promise<Record<string, string>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    "select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE' and c.table_name <> 'session'",
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await admin.query<{ print: string }>(`select coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') as print from ${name} t where tenant_id = $1`, [tenantId]);
    prints[name] = rows[0]?.print ?? '';
  }
  return prints;
}

function filledPath(route: Route, owner: Owner): { path: string; missing: string | null } {
  const words = route.path.split('/');
  let missing: string | null = null;
  const path = words.map((word, index) => {
    if (!word.startsWith(':')) return word;
    const noun = words[index - 1] ?? '';
    const id = noun === 'tenants' ? owner.tenantId : owner.ids.get(TABLE_OF[noun] ?? '')?.[0];
    if (id === undefined) missing = `${nameOf(route)}: no ${noun} of the owner to try it with`;
    return id ?? word;
  });
  return { path: path.join('/'), missing };
}

/** Calls every route as somebody of another tenant, with the owner's ids, and says what came through. */
export async function leaksTo(stranger: Client, owner: Owner, routes: readonly Route[], api: OpenAPIObject): Promise<string[]> {
  const faults: string[] = [];
  const secrets = [owner.canary, owner.tenantId, ...[...owner.ids.values()].flat()];
  for (const route of routes.filter((each) => !isPortal(each) && !(nameOf(each) in PUBLIC_ROUTES) && !isStream(each))) {
    if (!hasParameter(route) && route.method !== 'GET') continue; // it names nothing of anybody's: its own tenant is all it can reach
    const { path, missing } = filledPath(route, owner);
    if (missing !== null && !isOperators(route)) faults.push(missing);
    const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : sampleBody(api, route.method, route.path);
    const answer = await stranger.send(METHODS[route.method as keyof typeof METHODS], path, body);
    const text = JSON.stringify(answer.body);
    for (const secret of secrets.filter((each) => text.includes(each))) faults.push(`${nameOf(route)}: the answer holds ${secret === owner.canary ? 'the owner’s words' : `the owner's id ${secret}`}`);
    const expected = isOperators(route) ? 403 : hasParameter(route) ? 404 : null;
    if (expected !== null && answer.status !== expected) faults.push(`${nameOf(route)}: answered ${answer.status} instead of ${expected} (${String(answer.body.detail ?? '')})`);
    if (answer.status >= 500) faults.push(`${nameOf(route)}: answered ${answer.status}`);
  }
  return faults;
}

/** Calls every route without a session: all but the public ones must ask for one. */
export async function opennessTo(visitor: Client, routes: readonly Route[]): Promise<string[]> {
  const faults: string[] = [];
  for (const route of routes.filter((each) => !isPortal(each) && !(nameOf(each) in PUBLIC_ROUTES))) {
    const path = route.path.replace(/:\w+/g, '01890000-0000-7000-8000-000000000000');
    const { status } = await visitor.send(METHODS[route.method as keyof typeof METHODS], path, route.method === 'GET' || route.method === 'DELETE' ? undefined : {});
    if (status !== 401) faults.push(`${nameOf(route)}: answered ${status} to a visitor without a session`);
  }
  return faults;
}
