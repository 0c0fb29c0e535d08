import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { sqlState } from './sql-state';

/** The roles that log in; what each may do stands in migrations/0001_foundations.sql. */
export type LoginRole = 'seatline_app' | 'seatline_platform' | 'seatline_jobs';

const LOGIN_ROLES: readonly LoginRole[] = ['seatline_app', 'seatline_platform', 'seatline_jobs'];

/** A role's password follows from the installation's secret, so every process of one installation knows it and nobody stores it. */
function passwordOf(role: LoginRole, secret: string): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('hex');
}

/** The administrator's address turned into a role's own. */
export function roleUrl(adminUrl: string, role: LoginRole, secret: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = passwordOf(role, secret);
  return url.toString();
}

const MOST_ATTEMPTS = 10;

/** Makes the roles where they are missing and sets their passwords. Needs CREATEROLE; role names belong to the whole cluster. */
export async function ensureRoles(admin: Client, secret: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await makeRoles(admin, secret);
    } catch (error) {
      // Another database of the cluster is being prepared at this moment: our lock is one database's, roles are the cluster's.
      const met = sqlState(error) === 'XX000' || sqlState(error) === '42710' || sqlState(error) === '23505';
      if (!met || attempt === MOST_ATTEMPTS) throw error;
      await sleep(20 * attempt);
    }
  }
}

async function makeRoles(admin: Client, secret: string): Promise<void> {
  const { rows } = await admin.query<{ rolname: string }>("select rolname from pg_roles where rolname like 'seatline\\_%'");
  const present = new Set(rows.map((row) => row.rolname));
  if (!present.has('seatline_owner')) await admin.query('create role seatline_owner nologin');
  for (const role of LOGIN_ROLES) {
    const password = admin.escapeLiteral(passwordOf(role, secret));
    const verb = present.has(role) ? 'alter' : 'create';
    await admin.query(`${verb} role ${role} login password ${password}`);
  }
  // An administrator that is no superuser must be a member of a role before it may hand objects to it.
  await admin.query('grant seatline_owner, seatline_jobs to current_user');
  const { rows: names } = await admin.query<{ name: string }>('select current_database() as name');
  const database = admin.escapeIdentifier(names[0]?.name ?? '');
  await admin.query(`grant create, connect on database ${database} to seatline_jobs`);
  await admin.query(`grant connect on database ${database} to seatline_app, seatline_platform`);
  await admin.query('grant usage, create on schema public to seatline_owner');
  await admin.query('grant usage on schema public to seatline_app, seatline_platform, seatline_jobs');
}
