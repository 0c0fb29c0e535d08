import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { compareDeck, DECKS_KEY, listDecks } from '../../features/decks/api';
import { DeckActions } from '../../features/decks/components/deck-actions';
import { DeckComparison } from '../../features/decks/components/deck-comparison';
import { DeckRows } from '../../features/decks/components/deck-rows';
import { DeckStateTag } from '../../features/decks/components/deck-state';
import { useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState, Loaded } from '../../ui/states';

export function DeckPage() {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { deckId = '' } = useParams();
  const decks = useQuery({ queryKey: [...DECKS_KEY, 'all'], queryFn: listDecks });
  const deck = decks.data?.items.find((candidate) => candidate.id === deckId);
  // A deck that begins later is asked as what it says then.
  const asAt = deck?.state === 'scheduled' ? (deck.effectiveFrom ?? undefined) : undefined;
  const comparison = useQuery({ queryKey: [...DECKS_KEY, deckId, 'comparison', asAt], queryFn: () => compareDeck(deckId, asAt), enabled: deck !== undefined });
  const intro = comparison.data && t('deck.intro', { from: instant(comparison.data.from), to: instant(comparison.data.to) });
  return (
    <Page
      title={deck?.name ?? t('pages.operatorDecks')}
      intro={deck && <><DeckStateTag state={deck.state} /> {intro}</>}
      back={{ to: '/operator/decks', label: t('deck.toList') }}
      actions={deck && <DeckActions deck={deck} />}
    >
      {decks.data && !deck ? <EmptyState title={t('deck.unknown')} /> : <Loaded read={comparison}>{(view) => <DeckComparison view={view} />}</Loaded>}
      {deck && <DeckRows deck={deck} />}
    </Page>
  );
}
