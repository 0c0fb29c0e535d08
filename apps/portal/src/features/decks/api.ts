import { http, type Page } from '../../session/http';

export interface DeckView {
  id: string;
  direction: 'outbound' | 'inbound';
  effectiveFrom: string;
  rows: number;
  uploadedAt: string;
  uploadedBy: string | null;
}

export interface UnratedCallView {
  id: string;
  tenantName: string;
  calledNumber: string;
  answeredAt: string;
  milliseconds: number;
  cause: string;
}

export const DECKS_KEY = ['decks'] as const;
export const UNRATED_KEY = ['unrated-calls'] as const;

export const listDecks = (cursor: string | null) => http.get<Page<DeckView>>('/operator/decks', { cursor });
export const uploadDeck = (input: { direction: DeckView['direction']; effectiveFrom: string; csv: string }) => http.post<unknown>('/operator/decks', input);
export const listUnratedCalls = (cursor: string | null) => http.get<Page<UnratedCallView>>('/operator/unrated-calls', { cursor });
export const rateUnratedCalls = () => http.post<{ rated: number; left: number }>('/operator/unrated-calls/rate');
