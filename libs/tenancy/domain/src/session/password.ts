import { accept, refuse, type Result } from '@seatline/kernel';

export const SHORTEST_PASSWORD = 8;
/** Hashing longer text costs time for nothing. */
export const LONGEST_PASSWORD = 128;

/**
 * A password that may be set: 8 to 128 characters as a person counts them (code points), not one character repeated, and not the e-mail itself.
 * No other rules of composition. Source: OWASP ASVS 5.0, 6.2.
 */
export function checkPassword(password: string, email: string): Result<string, 'password.length' | 'password.too-easy'> {
  const characters = [...password];
  if (characters.length < SHORTEST_PASSWORD || characters.length > LONGEST_PASSWORD) {
    return refuse('password.length', { shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD });
  }
  const plain = password.toLowerCase();
  if (new Set(characters).size === 1 || plain === email.toLowerCase() || plain === email.toLowerCase().split('@')[0]) return refuse('password.too-easy');
  return accept(password);
}

/** An e-mail address as it is stored and compared: without spaces around it, in lower case. */
export function normalEmail(text: string): string {
  return text.trim().toLowerCase();
}
