import { accept, refuse, type Result } from '@seatline/kernel';
import { emergencyNumbers, isEmergencyNumber } from '../emergency';
import { isShortNumber } from './short-numbers';

/** A telephone number in international form: `+`, then 5 to 15 digits that do not begin with 0 (ITU-T E.164). */
export type E164 = string & { readonly __brand: 'E164' };

/** Null when the text is not a number in international form. Spaces, hyphens, dots and brackets are allowed between the digits. */
export function parseE164(text: string): E164 | null {
  const written = compact(text);
  return /^\+[1-9]\d{4,14}$/.test(written) ? (written as E164) : null;
}

/** What the numbering plans of the world make of a written number; see the platform's `NUMBERING_PLANS`, which knows them. */
export interface NumberReading {
  readonly e164: string;
  /** Its digits within its country, without a trunk prefix. */
  readonly national: string;
  /** Whether it has a length that numbers of its country have; `valid`: whether such a number is given out there. */
  readonly possible: boolean;
  readonly valid: boolean;
}

export interface NumberingPlans {
  read(text: string, country: string): NumberReading | null;
  /** The digits after the plus with which a country's own numbers begin; null for a country that is not known. */
  callingCode(country: string): string | null;
  /** Whether a number in international form is of no place, such as 400 and 800 in China. */
  isService(e164: string): boolean;
  lengthFault(text: string, country: string): 'too-short' | 'too-long' | null;
}

/**
 * What a number means: one in international form, one of the country's short numbers, or one of its service numbers, which have an international form and are
 * priced by their form at home (`national`). Numbers of services abroad are international numbers like any other.
 */
export type Destination =
  | { readonly kind: 'e164'; readonly number: E164 }
  | { readonly kind: 'short'; readonly number: string }
  | { readonly kind: 'service'; readonly number: E164; readonly national: string };

export type DialledFault = 'call.invalid-number' | 'call.number-too-short' | 'call.number-too-long';

/**
 * What somebody in a country means by what they dial. Spaces, hyphens, dots and brackets do not count; full-width digits are digits.
 * - A short number (10086 in China) is itself, also with `+` and the country's code before it, unless that would make an emergency number of it.
 * - `+`, `00` and the country's own international prefix begin an international number, which must have a length that numbers there have: which of them are
 *   given out changes too often to refuse one for it.
 * - Anything else is read nationally, with or without the trunk prefix, and must be a number that the plan gives out: eight digits without an area code are none.
 * Source: domain.md 4, billing.md 1.3 row 27.
 */
export function dialledNumber(dialled: string, country: string, plans: NumberingPlans): Result<Destination, DialledFault> {
  const written = compact(dialled);
  if (!/^\+?\d+$/.test(written)) return refuse('call.invalid-number');
  const { text, reading } = readWritten(written, country, plans);
  const short = shortNumberOf(written, reading, country, plans);
  if (short !== null) return isEmergencyNumber(short, emergencyNumbers(country)) ? refuse('call.invalid-number') : accept({ kind: 'short', number: short });
  const fault = reading?.possible ? null : plans.lengthFault(text, country);
  if (fault !== null) return refuse(fault === 'too-short' ? 'call.number-too-short' : 'call.number-too-long');
  if (reading === null || !reading.possible) return refuse('call.invalid-number');
  if (!reading.valid && !/^(\+|00)/.test(written) && isAtHome(reading.e164, country, plans)) return refuse('call.invalid-number');
  return accept(destinationOf(reading, country, plans));
}

/**
 * What a carrier's record means by the number that was called. The call has been made, so nothing is refused that may have been a number: one with its plus is
 * taken as it is. Without a plus it is read nationally where that makes a number that is given out, else as an international one that lacks its plus, of a
 * length that there is or from home. Null: neither.
 */
export function reportedNumber(reported: string, country: string, plans: NumberingPlans): Destination | null {
  const written = compact(reported);
  const asItIs: Destination | null = /^\+\d{1,15}$/.test(written) ? { kind: 'e164', number: written as E164 } : null;
  if (asItIs !== null && (MOBILES_AT_HOME[country]?.test(written) || !isAtHome(written, country, plans))) return asItIs;
  if (asItIs === null && !/^\d{3,20}$/.test(written)) return null;
  const { reading } = readWritten(written, country, plans);
  const short = shortNumberOf(written, reading, country, plans);
  if (short !== null) return { kind: 'short', number: short };
  if (asItIs !== null) return reading === null ? asItIs : destinationOf({ ...reading, e164: written }, country, plans);
  if (reading?.valid || (reading?.possible && !isAtHome(reading.e164, country, plans))) return destinationOf(reading, country, plans);
  if (written.startsWith('0')) return null;
  const international = plans.read(`+${written}`, country);
  return international?.possible || isAtHome(`+${written}`, country, plans) ? reportedNumber(`+${written}`, country, plans) : null;
}

/**
 * Every international number that a carrier may have meant by the called number of a call that comes in: with or without `+`, national, or with its
 * prefixes. The tenant's own number is looked for among these, the likeliest first.
 */
export function calledNumberCandidates(called: string, country: string, plans: NumberingPlans): readonly E164[] {
  const digits = called.replace(/^sip:/, '').replace(/@.*$/, '').replace(/[^\d+]/g, '');
  const national = readWritten(digits, country, plans).reading;
  const readings = [parseE164(digits), parseE164(`+${digits.replace(/^\+/, '')}`), national && parseE164(national.e164)];
  return [...new Set(readings.filter((reading) => reading !== null))];
}

/**
 * Who calls, as their number is shown, kept and called back: in international form where that can be read from what the carrier gives, a short number as it is,
 * and anything else, nothing included, as it came.
 */
export function callerNumber(given: string, country: string, plans: NumberingPlans): string {
  return reportedNumber(given, country, plans)?.number ?? given;
}

/** Most numbers that are called, and plainly no service's: what they are need not be looked up. */
const MOBILES_AT_HOME: Readonly<Record<string, RegExp>> = { CN: /^\+861[3-9]\d{9}$/ };

/** In some countries `00` does not lead abroad, but people dial it everywhere; where the country's own reading is no number, it is taken for a plus. */
function readWritten(written: string, country: string, plans: NumberingPlans): { readonly text: string; readonly reading: NumberReading | null } {
  const reading = plans.read(written, country);
  if (!written.startsWith('00') || reading?.possible) return { text: written, reading };
  const text = `+${written.slice(2)}`;
  return { text, reading: plans.read(text, country) };
}

function shortNumberOf(written: string, reading: NumberReading | null, country: string, plans: NumberingPlans): string | null {
  if (reading?.valid) return null;
  const code = `+${plans.callingCode(country)}`;
  const digits = written.startsWith(code) ? written.slice(code.length) : written;
  return isShortNumber(digits, country) ? digits : null;
}

function destinationOf(reading: NumberReading, country: string, plans: NumberingPlans): Destination {
  const number = reading.e164 as E164;
  const isService = isAtHome(number, country, plans) && plans.isService(number);
  return isService ? { kind: 'service', number, national: reading.national } : { kind: 'e164', number };
}

function isAtHome(e164: string, country: string, plans: NumberingPlans): boolean {
  const code = plans.callingCode(country);
  return code !== null && e164.startsWith(`+${code}`);
}

function compact(written: string): string {
  return written.normalize('NFKC').replace(/[\s().-]/g, '');
}
