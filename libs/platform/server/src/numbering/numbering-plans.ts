import { type CountryCode, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';

/** What the numbering plans of the world make of a written number. */
export interface TelephoneNumber {
  /** In international form, with its plus. */
  readonly e164: string;
  /** Its digits within its country, without a trunk prefix. */
  readonly national: string;
  /** Whether it has a length that numbers of its country have; `valid`: whether such a number is given out there. */
  readonly possible: boolean;
  readonly valid: boolean;
}

const OF_NO_PLACE: ReadonlySet<string> = new Set(['TOLL_FREE', 'SHARED_COST', 'PREMIUM_RATE', 'UAN']);

/**
 * The numbering plans of the world, by Google's libphonenumber with its fullest metadata. Countries are ISO 3166-1 alpha-2 codes; in one that is not known only
 * numbers in international form are read.
 */
export const NUMBERING_PLANS = {
  /** A number as somebody in the country writes it: national or international, with the prefixes dialled there. Null: no plan makes a number of it. */
  read(text: string, country: string): TelephoneNumber | null {
    const number = parse(text, country);
    return number ? { e164: number.number, national: number.nationalNumber, possible: number.isPossible(), valid: number.isValid() } : null;
  },

  /** The digits after the plus with which a country's own numbers begin; null for a country that is not known. */
  callingCode(country: string): string | null {
    return isSupportedCountry(country) ? getCountryCallingCode(country) : null;
  },

  /** Whether a number in international form is of no place: free to the caller, of shared cost, premium or an organisation's own, such as 400 and 800 in China. */
  isService(e164: string): boolean {
    return OF_NO_PLACE.has(parse(e164, '')?.getType() ?? '');
  },

  /** Which way it has a length that no number has; null when its length is one, or nobody knows. */
  lengthFault(text: string, country: string): 'too-short' | 'too-long' | null {
    const fault = validatePhoneNumberLength(text, knownCountry(country));
    if (fault === 'TOO_SHORT') return 'too-short';
    return fault === 'TOO_LONG' ? 'too-long' : null;
  },
} as const;

function parse(text: string, country: string): ReturnType<typeof parsePhoneNumberFromString> {
  const defaultCountry = knownCountry(country);
  return parsePhoneNumberFromString(text, { ...(defaultCountry && { defaultCountry }), extract: false });
}

function knownCountry(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}
