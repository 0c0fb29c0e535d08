import * as api from '../../generated';

export type { SeatState, SeatView } from '../../generated';

export const SEATS_KEY = ['seats'] as const;

export const listSeats = () => api.listSeats();
export const renameSeat = (id: string, label: string) => api.changeSeat({ path: { id }, body: { label } });
export const entitleMembers = (id: string, memberIds: string[]) => api.entitleMembers({ path: { id }, body: { memberIds } });
export const retrySeat = (id: string) => api.retrySeat({ path: { id } });
