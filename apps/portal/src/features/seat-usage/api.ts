import * as api from '../../generated';

export type { LeaseSeatUsageView, SeatDayView, SpareSeatsView, TenantSeatUsageView } from '../../generated';

export const SEAT_USAGE_KEY = ['seat-usage'] as const;

export const readSeatUsage = (month: string) => api.readSeatUsage({ query: { month } });
export const listSeatUsage = (month: string) => (cursor: string | null) => api.listSeatUsage({ query: { month, cursor: cursor ?? undefined } });

/** Where a browser fetches the file from; its session goes with it. */
export const seatUsageFileAddress = (month: string) => `/v1/seat-usage/file?${new URLSearchParams({ month })}`;
