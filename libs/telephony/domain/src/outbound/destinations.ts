import type { Destination } from '../number/dialled-number';

/** Prefixes (digits after `+`) that a tenant opened or closed for itself, above the platform's own list. */
export interface DestinationRules {
  readonly openedPrefixes: readonly string[];
  readonly closedPrefixes: readonly string[];
}

/**
 * Prefixes that are closed until a tenant opens them: where a stolen login is turned into money. Sources: ITU-T E.164 list of assigned codes
 * (global services 870, 878, 881, 882, 883, 979, 991), national premium ranges (US and CA 900 and 976, GB 9, 87, 70; CN 96 and 168 services), and
 * countries that GSMA and CFCA fraud surveys name for international revenue share fraud.
 */
export const CLOSED_BY_DEFAULT: readonly string[] = [
  '870', '878', '881', '882', '883', '979', '991', // satellites, universal and premium numbers
  '1900', '1976', // premium, North America
  '449', '4487', '4470', // premium and personal numbers, United Kingdom
  '8696', '86168', // information services, China
  '1242', '1246', '1264', '1268', '1284', '1345', '1441', '1473', '1649', '1664', '1758', '1767', '1784', '1809', '1829', '1849', '1868', '1869', '1876', // Caribbean
  '216', '220', '222', '223', '224', '225', '231', '232', '235', '239', '240', '242', '243', '245', '247', '248', '252', '253', '257', '261', '269', '290',
  '371', '372', '373', '375', '381', '387', '389', '500', '53', '592', '593', '670', '672', '674', '675', '676', '677', '678', '679', '680', '681', '682', '683',
  '685', '686', '687', '688', '690', '691', '692', '850', '960', '967', '992', '993',
];

/**
 * Whether a number may be called. The longest prefix that matches decides, wherever it stands; the tenant's own rules outweigh the platform's of the same
 * length, and what the tenant closed outweighs what it opened. A number that nothing matches may be called. A short number is matched with its country's code
 * before it, so that `8696` closes 96xxx.
 */
export function isDestinationOpen(
  { kind, number }: Pick<Destination, 'kind' | 'number'>, callingCode: string | null, rules: DestinationRules, closedByDefault: readonly string[] = CLOSED_BY_DEFAULT,
): boolean {
  const digits = kind === 'short' ? `${callingCode ?? ''}${number}` : number.slice(1);
  const longest = (prefixes: readonly string[]): number => Math.max(0, ...prefixes.filter((prefix) => digits.startsWith(prefix)).map((prefix) => prefix.length));
  const opened = longest(rules.openedPrefixes);
  const closed = longest(rules.closedPrefixes);
  if (closed > 0 && closed >= opened) return false;
  return opened >= longest(closedByDefault);
}
