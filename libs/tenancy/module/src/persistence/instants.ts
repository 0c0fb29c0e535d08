import type { Instant } from '@seatline/kernel';
import { type SQL, sql } from 'drizzle-orm';

/** For a parameter of SQL. */
export function timestamp(at: Instant): string {
  return new Date(at).toISOString();
}

/** Reads a timestamptz as milliseconds: through Drizzle's raw SQL it would come as text in the server's own form. */
export function milliseconds(column: SQL): SQL<Instant | null> {
  return sql`(extract(epoch from ${column}) * 1000)::float8`;
}
