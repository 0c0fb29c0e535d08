import { NUMBERING_PLANS } from '@seatline/server';
import { type Destination, reportedNumber } from '@seatline/telephony-domain';
import type { Called, LegRecord } from '../persistence/usage';

/** What decks are asked for a number that is called: its table and its form there. Null: it can be no number. */
export function pricedAs(number: string, country: string): Called {
  const meant = reportedNumber(number, country, NUMBERING_PLANS);
  return meant === null ? NO_NUMBER : { table: meant.kind, number: lookedUp(meant) };
}

/**
 * What a leg is priced by, read from its record as it was reported: outbound the called number, inbound our own. A leg within the house is a call of its own only
 * where both its ends are extensions; an agent's leg of a call through a carrier is priced by nothing (null).
 */
export function calledNumberOf({ direction, ourNumber, otherNumber }: Pick<LegRecord, 'direction' | 'ourNumber' | 'otherNumber'>, country: string): Called | null {
  if (direction !== 'internal') return pricedAs((direction === 'outbound' ? otherNumber : ourNumber) ?? '', country);
  return isExtension(ourNumber) && isExtension(otherNumber) ? { table: 'internal', number: otherNumber } : null;
}

const NO_NUMBER: Called = { table: 'none', number: null };

function lookedUp(meant: Destination): string {
  return meant.kind === 'service' ? meant.national : meant.number;
}

function isExtension(number: string | null): number is string {
  return number !== null && /^\d{1,6}$/.test(number);
}
