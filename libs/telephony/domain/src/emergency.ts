/** An ISO 3166-1 alpha-2 code, upper case. */
export type CountryCode = string;

/**
 * Emergency numbers as they are dialled in a country. `default` serves every country that is not listed. A tenant may have its own list, which then
 * replaces the country's.
 * Sources: CN police 110, fire 119, ambulance 120, traffic 122; ETSI TS 122 101 section 10 names 112 and 911 for every mobile network; 999 in the
 * United Kingdom, Hong Kong, Macao and Singapore.
 */
export const EMERGENCY_NUMBERS: Readonly<Record<CountryCode, readonly string[]>> & { readonly default: readonly string[] } = {
  CN: ['110', '119', '120', '122'],
  HK: ['999', '112'],
  MO: ['999', '110', '112'],
  TW: ['110', '119', '112'],
  SG: ['999', '995', '112'],
  JP: ['110', '119'],
  GB: ['999', '112'],
  US: ['911'],
  CA: ['911'],
  default: ['112', '911', '999'],
};

/** Every number that is an emergency number somewhere: what a carrier lets pass from a suspended seat even without us. Sorted, without repetition. */
export const ALL_EMERGENCY_NUMBERS: readonly string[] = [...new Set(Object.values(EMERGENCY_NUMBERS).flat())].sort();

/** The emergency numbers in force: the tenant's own list if it has one that is not empty, else its country's, else the default. */
export function emergencyNumbers(country: CountryCode, own: readonly string[] = []): readonly string[] {
  if (own.length > 0) return own;
  return EMERGENCY_NUMBERS[country] ?? EMERGENCY_NUMBERS.default;
}

/**
 * Whether what was dialled is one of these emergency numbers, exactly as dialled but for spaces and hyphens: `110` is one, `1100`, `+86110` and
 * `0110` are not, for they are ordinary numbers and would slip past a suspension.
 */
export function isEmergencyNumber(dialled: string, numbers: readonly string[]): boolean {
  return numbers.includes(dialled.replace(/[\s-]/g, ''));
}
