import type { Instant } from '@seatline/kernel';
import { type SQL, sql } from 'drizzle-orm';

/** An instant as PostgreSQL reads it. */
export function timestamp(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** A column of instants, in milliseconds, under a name. */
export function milliseconds(column: string, name: string): SQL {
  return sql.raw(`(extract(epoch from ${column}) * 1000)::float8 as "${name}"`);
}
