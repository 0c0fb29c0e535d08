import type { SeatState, SeatView } from './api';

export const SEAT_STATES: readonly SeatState[] = ['active', 'suspended', 'provisioning', 'failed', 'ordered', 'releasing', 'released'];

/** How many seats are in each state; a state without seats is left out, except the active one. */
export function countByState(seats: readonly Pick<SeatView, 'state'>[]): { state: SeatState; count: number }[] {
  return SEAT_STATES.map((state) => ({ state, count: seats.filter((seat) => seat.state === state).length })).filter(({ state, count }) => count > 0 || state === 'active');
}
