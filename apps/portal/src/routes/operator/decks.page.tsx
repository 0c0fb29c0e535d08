import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeckView, DECKS_KEY, listDecks } from '../../features/decks/api';
import { DeckStateTag } from '../../features/decks/components/deck-state';
import { UploadDrawer } from '../../features/decks/components/upload-drawer';
import { ButtonLink } from '../../ui/button-link';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

export function DecksPage() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [uploading, setUploading] = useState(false);
  const decks = usePagedList(DECKS_KEY, listDecks);
  const columns: Column<DeckView>[] = [
    { key: 'name', title: t('decks.name'), render: (deck) => <strong className="break">{deck.name}</strong> },
    { key: 'state', title: t('deck.stateTitle'), render: (deck) => <DeckStateTag state={deck.state} /> },
    { key: 'direction', title: t('decks.directionTitle'), render: (deck) => t(`calls.direction.${deck.direction}`) },
    { key: 'currency', title: t('tenants.currency'), render: (deck) => deck.currency },
    { key: 'effective', title: t('decks.effectiveFrom'), render: (deck) => <Instant at={deck.effectiveFrom} /> },
    { key: 'until', title: t('decks.effectiveTo'), render: (deck) => <Instant at={deck.effectiveTo} none={deck.effectiveFrom ? t('decks.forGood') : '–'} /> },
    { key: 'rows', title: t('decks.rows'), align: 'right', render: (deck) => <span className="figure">{number(deck.rows)}</span> },
    { key: 'uploaded', title: t('decks.uploadedAt'), render: (deck) => <Instant at={deck.uploadedAt} /> },
    { key: 'by', wideOnly: true, title: t('decks.uploadedBy'), render: (deck) => deck.uploadedBy ?? <span className="muted">–</span> },
    { key: 'actions', title: t('ui.actions'), actions: true, render: (deck) => <ButtonLink size="small" to={`/operator/decks/${deck.id}`}>{t('deck.open')}</ButtonLink> },
  ];
  const button = (
    <Button type="primary" icon={<UploadOutlined aria-hidden="true" />} onClick={() => setUploading(true)}>
      {t('decks.upload')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorDecks')} intro={t('decks.intro')} actions={button}>
      <DataTable caption={t('pages.operatorDecks')} columns={columns} source={decks} rowKey={(deck) => deck.id} empty={<EmptyState title={t('decks.emptyTitle')} hint={t('decks.emptyHint')} action={button} />} />
      <UploadDrawer open={uploading} onClose={() => setUploading(false)} />
    </Page>
  );
}
