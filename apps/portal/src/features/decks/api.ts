import * as api from '../../generated';
import type { DeckActivationInput, DeckInput, DeckTable } from '../../generated';

export type { DeckComparisonView, DeckDirection, DeckRowView, DeckState, DeckTable, DeckView, DifferenceSumView, PrefixDifferenceView, TenantDifferenceView, UnratedCallView } from '../../generated';

export const DECKS_KEY = ['decks'] as const;
export const UNRATED_KEY = ['unrated-calls'] as const;

export const listDecks = () => api.listDecks();
export const uploadDeck = (body: DeckInput) => api.uploadDeck({ body });
export const listUnratedCalls = (cursor: string | null) => api.listUnratedCalls({ query: { cursor: cursor ?? undefined } });
export const rateUnratedCalls = () => api.rateUnratedCalls();
export const listDeckRows = (id: string, { table, beginning, cursor }: { table: DeckTable | null; beginning: string; cursor: string | null }) =>
  api.listDeckRows({ path: { id }, query: { table: table ?? undefined, beginning: beginning === '' ? undefined : beginning, cursor: cursor ?? undefined } });
export const compareDeck = (id: string, asAt: string | undefined) => api.compareDeck({ path: { id }, query: { asAt } });
export const activateDeck = (id: string, body: DeckActivationInput) => api.activateDeck({ path: { id }, body });
export const discardDeck = (id: string) => api.discardDeck({ path: { id } });
export const deckFileAddress = (id: string) => `/v1/operator/decks/${id}/csv`;
