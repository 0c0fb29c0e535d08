import { http, type Page } from '../../session/http';

export interface TrunkView {
  id: string;
  name: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  username: string | null;
  registers: boolean;
  state: string;
  cause: string | null;
}

export interface TrunkInput {
  name: string;
  host: string;
  port: number;
  transport: TrunkView['transport'];
  username: string | null;
  password?: string;
  registers: boolean;
}

export const TRUNKS_KEY = ['trunks'] as const;

export const listTrunks = (cursor: string | null = null) => http.get<Page<TrunkView>>('/trunks', { cursor });
export const addTrunk = (input: TrunkInput) => http.post<unknown>('/trunks', input);
export const changeTrunk = (id: string, input: TrunkInput) => http.put<unknown>(`/trunks/${id}`, input);
export const removeTrunk = (id: string) => http.delete<unknown>(`/trunks/${id}`);
