import { http, type Page } from '../../session/http';

export type SeatState = 'ordered' | 'provisioning' | 'failed' | 'active' | 'suspended' | 'releasing' | 'released';

export interface SeatView {
  id: string;
  number: number;
  label: string;
  leaseId: string;
  leaseNumber: string;
  state: SeatState;
  cause: string | null;
  entitled: { memberId: string; displayName: string }[];
  holder: { memberId: string; displayName: string; since: string } | null;
}

export const SEATS_KEY = ['seats'] as const;

export const listSeats = (cursor: string | null, filter: { state?: string | null } = {}) => http.get<Page<SeatView>>('/seats', { cursor, ...filter });
export const renameSeat = (input: { id: string; label: string }) => http.patch<unknown>(`/seats/${input.id}`, { label: input.label });
export const entitleMembers = (input: { id: string; memberIds: string[] }) => http.put<unknown>(`/seats/${input.id}/entitlements`, { memberIds: input.memberIds });
export const retrySeat = (id: string) => http.post<unknown>(`/seats/${id}/retry`);
