import { type CivilDate, type Instant, parseCivilDate, parseInstant } from '@seatline/kernel';
import { Problem } from '@seatline/server';

/** An instant as JSON carries it: RFC 3339 in UTC. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

/** @throws Problem invalid-input */
export function readDate(field: string, text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === null) throw new Problem('invalid-input', { faults: `${field} must be a date such as 2026-03-01` });
  return date;
}

/** @throws Problem invalid-input */
export function readInstant(field: string, text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Problem('invalid-input', { faults: `${field} must be an instant with its offset, such as 2026-03-01T00:00:00Z` });
  return at;
}
