import * as api from '../../generated';
import type { DeckInput } from '../../generated';

export type { DeckDirection, DeckView, UnratedCallView } from '../../generated';

export const DECKS_KEY = ['decks'] as const;
export const UNRATED_KEY = ['unrated-calls'] as const;

export const listDecks = () => api.listDecks();
export const uploadDeck = (body: DeckInput) => api.uploadDeck({ body });
export const listUnratedCalls = (cursor: string | null) => api.listUnratedCalls({ query: { cursor: cursor ?? undefined } });
export const rateUnratedCalls = () => api.rateUnratedCalls();
