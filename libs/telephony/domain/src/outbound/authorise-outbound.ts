import { accept, refuse, type Result } from '@seatline/kernel';
import type { Announcement, RejectReason } from '../carrier';
import { emergencyNumbers, isEmergencyNumber } from '../emergency';
import type { Destination, DialledFault, E164 } from '../number/dialled-number';
import { type DestinationRules, isDestinationOpen } from './destinations';

/** How many calls out a tenant may make at once and in a second, and where to. */
export interface CallingPolicy extends DestinationRules {
  readonly concurrentCallsLimit: number;
  readonly callsPerSecondLimit: number;
}

/** What holds for a tenant that has set nothing. */
export const DEFAULT_CALLING_POLICY: CallingPolicy = { concurrentCallsLimit: 30, callsPerSecondLimit: 5, openedPrefixes: [], closedPrefixes: [] };

/** Everything that decides whether a call out may be made, read at the moment of the call. */
export interface OutboundAttempt {
  /** As the agent dialled it. */
  readonly dialled: string;
  /** What that means in the tenant's country (`dialledNumber`). */
  readonly destination: Result<Destination, DialledFault>;
  /** Of the tenant: how national numbers are read and which numbers are emergency numbers. */
  readonly country: string;
  /** The country's own, without its plus; null for a country that is not known. */
  readonly callingCode: string | null;
  /** In the transaction's own sight, this attempt not counted. */
  readonly concurrentCalls: number;
  readonly callsInLastSecond: number;
  readonly policy: CallingPolicy;
  /** Whether the platform may carry calls now: a lease in service, or a maintenance window. */
  readonly service: 'in-service' | 'suspended' | 'maintenance';
  /** Whether the seat's own lease allows full service. */
  readonly seatInService: boolean;
  /** Whether an agent is logged in at the seat. */
  readonly seatHeld: boolean;
  /** The numbers that the tenant rents, the preferred one first. */
  readonly ownNumbers: readonly string[];
  /** A number asked for as the caller's; null leaves the choice to the product. */
  readonly presented: string | null;
  readonly hasTrunk: boolean;
}

export type OutboundRefusalCode =
  | 'call.suspended'
  | 'call.maintenance'
  | 'call.seat-not-held'
  | DialledFault
  | 'call.destination-closed'
  | 'call.no-own-number'
  | 'call.foreign-caller-number'
  | 'call.too-many-calls'
  | 'call.too-fast'
  | 'call.no-trunk'
  | CreditRefusalCode;

/** Why billing lets no call be made. An emergency call is not asked for. */
export type CreditRefusalCode = 'call.no-credit' | 'call.cap-reached' | 'call.no-price';

export interface AuthorisedCall {
  readonly emergency: boolean;
  /** What goes to the trunk: E.164, or an emergency or short number as dialled. */
  readonly number: string;
  /** What the callee sees; '' only for an emergency call of a tenant without a number. */
  readonly callerNumber: string;
}

/**
 * Whether an agent's call out may be made, and with which numbers.
 * - An emergency number of the tenant's country is let through whatever else holds: arrears, maintenance, limits, nobody logged in. Only the lack of
 *   a trunk stops it.
 * - Otherwise, in this order: service, the seat, the number, the destination, the caller's own number, the limits, the trunk; so that the person reads
 *   the reason that they can do most about.
 * - The caller's number is always one that the tenant rents.
 * Limits count what is going on already: with a limit of 2 and 2 calls, a third is refused. Source: domain.md 3 and 7.
 */
export function authoriseOutbound(attempt: OutboundAttempt): Result<AuthorisedCall, OutboundRefusalCode> {
  const { policy } = attempt;
  if (isEmergencyNumber(attempt.dialled, emergencyNumbers(attempt.country))) {
    if (!attempt.hasTrunk) return refuse('call.no-trunk');
    return accept({ emergency: true, number: attempt.dialled.replace(/[\s-]/g, ''), callerNumber: attempt.ownNumbers[0] ?? '' });
  }
  if (attempt.service === 'suspended' || (attempt.service === 'in-service' && !attempt.seatInService)) return refuse('call.suspended');
  if (attempt.service === 'maintenance') return refuse('call.maintenance');
  if (!attempt.seatHeld) return refuse('call.seat-not-held');
  if (!attempt.destination.ok) return attempt.destination;
  const { number } = attempt.destination.value;
  if (!isDestinationOpen(attempt.destination.value, attempt.callingCode, policy)) return refuse('call.destination-closed');
  const callerNumber = chooseCallerNumber(attempt);
  if (!callerNumber.ok) return callerNumber;
  if (attempt.concurrentCalls >= policy.concurrentCallsLimit) return refuse('call.too-many-calls', { limit: policy.concurrentCallsLimit });
  if (attempt.callsInLastSecond >= policy.callsPerSecondLimit) return refuse('call.too-fast', { limit: policy.callsPerSecondLimit });
  if (!attempt.hasTrunk) return refuse('call.no-trunk');
  return accept({ emergency: false, number, callerNumber: callerNumber.value });
}

function chooseCallerNumber(attempt: OutboundAttempt): Result<E164, 'call.no-own-number' | 'call.foreign-caller-number'> {
  const first = attempt.ownNumbers[0];
  if (first === undefined) return refuse('call.no-own-number');
  if (attempt.presented === null) return accept(first as E164);
  return attempt.ownNumbers.includes(attempt.presented) ? accept(attempt.presented as E164) : refuse('call.foreign-caller-number');
}

/** What the agent's phone is told and hears when a call out is refused. Every refusal has both. */
export const OUTBOUND_REFUSALS: Readonly<Record<OutboundRefusalCode, { readonly reason: RejectReason; readonly announcement: Announcement }>> = {
  'call.suspended': { reason: 'suspended', announcement: 'out-of-service' },
  'call.maintenance': { reason: 'maintenance', announcement: 'maintenance' },
  'call.seat-not-held': { reason: 'forbidden', announcement: 'out-of-service' },
  'call.invalid-number': { reason: 'no-route', announcement: 'closed' },
  'call.number-too-short': { reason: 'no-route', announcement: 'closed' },
  'call.number-too-long': { reason: 'no-route', announcement: 'closed' },
  'call.destination-closed': { reason: 'forbidden', announcement: 'closed' },
  'call.no-own-number': { reason: 'forbidden', announcement: 'closed' },
  'call.foreign-caller-number': { reason: 'forbidden', announcement: 'closed' },
  'call.too-many-calls': { reason: 'busy', announcement: 'closed' },
  'call.too-fast': { reason: 'busy', announcement: 'closed' },
  'call.no-trunk': { reason: 'no-route', announcement: 'closed' },
  'call.no-credit': { reason: 'forbidden', announcement: 'out-of-service' },
  'call.cap-reached': { reason: 'forbidden', announcement: 'out-of-service' },
  'call.no-price': { reason: 'no-route', announcement: 'closed' },
};
