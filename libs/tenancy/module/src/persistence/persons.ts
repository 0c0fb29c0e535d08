import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction } from '@seatline/server';
import { NO_FAILURES, type OperatorRole, type SignInFailures } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { milliseconds, timestamp } from './instants';

export type Locale = 'zh-CN' | 'en';

export interface PersonRow extends Record<string, unknown> {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string | null;
  readonly locale: Locale;
}

const COLUMNS = sql`id, email, display_name as "displayName", password_hash as "passwordHash", locale`;

export async function findPersonByEmail(tx: PlatformTransaction, email: string): Promise<PersonRow | null> {
  const { rows } = await tx.db.execute<PersonRow>(sql`select ${COLUMNS} from person where email = ${email}`);
  return rows[0] ?? null;
}

export interface NewPerson {
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly locale: Locale;
}

/** Null when the e-mail is somebody's already. */
export async function insertPerson(tx: PlatformTransaction, person: NewPerson, now: Instant): Promise<PersonRow | null> {
  const { rows } = await tx.db.execute<PersonRow>(sql`
    insert into person (email, display_name, password_hash, locale, created_at)
    values (${person.email}, ${person.displayName}, ${person.passwordHash}, ${person.locale}, ${timestamp(now)})
    on conflict (email) do nothing returning ${COLUMNS}`);
  return rows[0] ?? null;
}

export async function setLocale(tx: PlatformTransaction, personId: string, locale: Locale): Promise<void> {
  await tx.db.execute(sql`update person set locale = ${locale} where id = ${personId}`);
}

export async function grantOperator(tx: PlatformTransaction, personId: string, roles: readonly OperatorRole[]): Promise<void> {
  for (const role of roles) await tx.db.execute(sql`insert into operator_grant (person_id, role) values (${personId}, ${role}) on conflict do nothing`);
}

interface FailuresRow extends Record<string, unknown> {
  failures: number;
  lastAt: Instant | null;
  lockedUntil: Instant | null;
}

/** The failures of an e-mail, locked until the transaction ends, so that attempts are judged one after the other. */
export async function lockSignInFailures(tx: PlatformTransaction, emailHash: string, now: Instant): Promise<SignInFailures> {
  await tx.db.execute(sql`
    insert into sign_in_failure (email_hash, failures, last_at) values (${emailHash}, 0, ${timestamp(now)}) on conflict (email_hash) do nothing`);
  const { rows } = await tx.db.execute<FailuresRow>(sql`
    select failures, ${milliseconds(sql`last_at`)} as "lastAt", ${milliseconds(sql`locked_until`)} as "lockedUntil"
    from sign_in_failure where email_hash = ${emailHash} for update`);
  const [row] = rows;
  return row ? { count: row.failures, lastAt: row.lastAt, lockedUntil: row.lockedUntil } : NO_FAILURES;
}

export async function saveSignInFailures(tx: PlatformTransaction, emailHash: string, failures: SignInFailures, now: Instant): Promise<void> {
  await tx.db.execute(sql`
    update sign_in_failure set failures = ${failures.count}, last_at = ${timestamp(failures.lastAt ?? now)},
      locked_until = ${failures.lockedUntil === null ? null : timestamp(failures.lockedUntil)}
    where email_hash = ${emailHash}`);
}

export async function forgetSignInFailures(tx: PlatformTransaction, emailHash: string): Promise<void> {
  await tx.db.execute(sql`delete from sign_in_failure where email_hash = ${emailHash}`);
}

/** Counts that no longer matter to anybody. */
export async function forgetSignInFailuresBefore(tx: PlatformTransaction, before: Instant): Promise<void> {
  await tx.db.execute(sql`delete from sign_in_failure where last_at < ${timestamp(before)} and (locked_until is null or locked_until < ${timestamp(before)})`);
}
