/**
 * The life of what is held for one call: authorised before it is dialled, extended while it goes on, then either settled by what it cost or let go because
 * nothing came of it. A record that arrives after that still settles: what was talked is owed.
 */
export type ReservationState = 'reserved' | 'extended' | 'settled' | 'released';
export type ReservationOccurrence = 'extend' | 'settle' | 'release';

/** What may follow; an occurrence that is absent changes nothing: settled is settled, however often and from wherever it is told again. */
export const RESERVATION_TRANSITIONS: Readonly<Record<ReservationState, Readonly<Partial<Record<ReservationOccurrence, ReservationState>>>>> = {
  reserved: { extend: 'extended', settle: 'settled', release: 'released' },
  extended: { extend: 'extended', settle: 'settled', release: 'released' },
  released: { settle: 'settled' },
  settled: {},
};

/** True while money is held. */
export function isHolding(state: ReservationState): boolean {
  return state === 'reserved' || state === 'extended';
}

/** A number rings at most so long before it is answered; the own phone of an agent who clicked before that. */
const RINGING_SECONDS = 120;
/** A record may be so long on its way. */
const RECORD_SECONDS = 300;

/**
 * From when on a reservation whose call nobody carries any more is let go, in milliseconds after its authorisation: the longest ringing, all the time that
 * was given, and a while for the record. Before that the record is waited for; whatever the carrier still carries is never let go.
 */
export function expiresAfterMilliseconds(givenSeconds: number): number {
  return (RINGING_SECONDS + givenSeconds + RECORD_SECONDS) * 1000;
}
