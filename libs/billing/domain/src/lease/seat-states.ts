/**
 * What the lease account knows of a seat's life. `ordered`: billed and not yet usable. `active`: paid for and begun; a suspension of the lease stops
 * it without changing this. `released`: over. Provisioning and its failures are tenancy's and telephony's part of the same life (domain.md 1).
 */
export type SeatState = 'ordered' | 'active' | 'released';

export const SEAT_TRANSITIONS: Readonly<Record<SeatState, readonly SeatState[]>> = {
  ordered: ['active', 'released'],
  active: ['released'],
  released: [],
};

/** @throws RangeError for a transition that the table does not have: a bug, not something a user can cause. */
export function moveSeat<Seat extends { readonly number: number; readonly state: SeatState }>(seat: Seat, to: SeatState): Seat {
  if (!SEAT_TRANSITIONS[seat.state].includes(to)) throw new RangeError(`seat ${seat.number} cannot go from ${seat.state} to ${to}`);
  return { ...seat, state: to };
}
