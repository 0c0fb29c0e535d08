import { accept, refuse, type Result } from '@seatline/kernel';

export const LONGEST_LABEL = 40;

/** What a seat is called until somebody names it: its number in the lease, three digits or more. */
export function defaultLabel(number: number): string {
  return String(number).padStart(3, '0');
}

/**
 * A label that a tenant may give a seat: 1 to 40 characters as a person counts them, without control characters, spaces around it taken off.
 * Two seats may bear the same label; ids tell them apart.
 */
export function readLabel(text: string): Result<string, 'seat.bad-label'> {
  const label = text.trim();
  const length = [...label].length;
  if (length < 1 || length > LONGEST_LABEL || /\p{Cc}/u.test(label)) return refuse('seat.bad-label', { longest: LONGEST_LABEL });
  return accept(label);
}
