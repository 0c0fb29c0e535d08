/** A telephone number in international form: `+`, then 5 to 15 digits that do not begin with 0 (ITU-T E.164). */
export type E164 = string & { readonly __brand: 'E164' };

/** Null when the text is not a number in international form. Spaces, hyphens, dots and brackets are allowed between the digits. */
export function parseE164(text: string): E164 | null {
  const compact = text.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{4,14}$/.test(compact) ? (compact as E164) : null;
}

interface DiallingPlan {
  readonly callingCode: string;
  /** What stands before a national number and is left out in international form; '' where there is none. */
  readonly trunkPrefix: string;
  readonly internationalPrefix: string;
}

/** Dialling plans by country (ITU-T E.164 national numbering plans). A country that is not here is dialled in international form only. */
const PLANS: Readonly<Record<string, DiallingPlan>> = {
  CN: { callingCode: '86', trunkPrefix: '0', internationalPrefix: '00' },
  HK: { callingCode: '852', trunkPrefix: '', internationalPrefix: '001' },
  MO: { callingCode: '853', trunkPrefix: '', internationalPrefix: '00' },
  TW: { callingCode: '886', trunkPrefix: '0', internationalPrefix: '002' },
  SG: { callingCode: '65', trunkPrefix: '', internationalPrefix: '001' },
  MY: { callingCode: '60', trunkPrefix: '0', internationalPrefix: '00' },
  JP: { callingCode: '81', trunkPrefix: '0', internationalPrefix: '010' },
  KR: { callingCode: '82', trunkPrefix: '0', internationalPrefix: '001' },
  GB: { callingCode: '44', trunkPrefix: '0', internationalPrefix: '00' },
  DE: { callingCode: '49', trunkPrefix: '0', internationalPrefix: '00' },
  FR: { callingCode: '33', trunkPrefix: '0', internationalPrefix: '00' },
  AU: { callingCode: '61', trunkPrefix: '0', internationalPrefix: '0011' },
  US: { callingCode: '1', trunkPrefix: '1', internationalPrefix: '011' },
  CA: { callingCode: '1', trunkPrefix: '1', internationalPrefix: '011' },
};

/** The digits after `+` with which the country's own numbers begin; null for a country without a plan here. */
export function callingCodeOf(country: string): string | null {
  return PLANS[country]?.callingCode ?? null;
}

/**
 * What somebody in a country means by what they dial, in international form. `+` and the country's international prefix (and `00` everywhere) begin an
 * international number; the trunk prefix is dropped from a national one. Null for what is no complete number: letters, too short, too long, or national
 * digits in a country whose plan is not known. A Chinese number of 11 digits that begins with 1 is a mobile number and keeps its 1.
 */
export function dialledNumber(dialled: string, country: string): E164 | null {
  const compact = dialled.replace(/[\s().-]/g, '');
  if (compact.startsWith('+')) return parseE164(compact);
  if (!/^\d+$/.test(compact)) return null;
  const plan = PLANS[country];
  for (const prefix of plan ? [plan.internationalPrefix, '00'] : ['00']) {
    if (compact.startsWith(prefix)) return parseE164(`+${compact.slice(prefix.length)}`);
  }
  if (!plan) return null;
  const national = plan.trunkPrefix !== '' && compact.startsWith(plan.trunkPrefix) && !isWholeWithout(compact, plan) ? compact.slice(plan.trunkPrefix.length) : compact;
  return national.length < 5 ? null : parseE164(`+${plan.callingCode}${national}`);
}

/** In North America a number of 10 digits is whole, and none begins with 1; elsewhere the trunk prefix never begins a national number. */
function isWholeWithout(digits: string, plan: DiallingPlan): boolean {
  return plan.callingCode === '1' && digits.length === 10;
}

/**
 * Every international number that a carrier may have meant by the called number of a call that comes in: with or without `+`, national, or with its
 * prefixes. The tenant's own number is looked for among these, the likeliest first.
 */
export function calledNumberCandidates(called: string, country: string): readonly E164[] {
  const digits = called.replace(/^sip:/, '').replace(/@.*$/, '').replace(/[^\d+]/g, '');
  const readings = [parseE164(digits), parseE164(`+${digits.replace(/^\+/, '')}`), dialledNumber(digits, country)];
  return [...new Set(readings.filter((reading) => reading !== null))];
}
