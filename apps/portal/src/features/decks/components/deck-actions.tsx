import { CheckOutlined, DeleteOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Form, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useFormats } from '../../../ui/formats';
import { type Moment, MomentField, momentToInstant } from '../../../ui/moment-field';
import { useAction } from '../../../ui/use-action';
import { useConfirm } from '../../../ui/use-confirm';
import { activateDeck, deckFileAddress, DECKS_KEY, type DeckView, discardDeck } from '../api';

interface Values {
  when: 'now' | 'later';
  effective?: Moment;
}

/** What can be done with a deck: take it out as a file; while it is staged, decide about it. */
export function DeckActions({ deck }: { deck: DeckView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const confirm = useConfirm();
  const [activating, setActivating] = useState(false);
  const discard = useAction(discardDeck, { stale: [DECKS_KEY], done: t('deck.discarded') });
  const askDiscard = () =>
    confirm({
      title: t('deck.discardTitle'),
      consequence: t('deck.discardConsequence', { name: deck.name, rows: number(deck.rows) }),
      confirmLabel: t('deck.discard'),
      onConfirm: () => discard.mutateAsync(deck.id),
    });
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden="true" />} href={deckFileAddress(deck.id)} aria-label={t('deck.exportOf', { name: deck.name })}>
        {t('deck.export')}
      </Button>
      {deck.state === 'staged' && (
        <>
          <Button icon={<DeleteOutlined aria-hidden="true" />} onClick={askDiscard}>
            {t('deck.discard')}
          </Button>
          <Button type="primary" icon={<CheckOutlined aria-hidden="true" />} onClick={() => setActivating(true)}>
            {t('deck.activate')}
          </Button>
          <ActivateDrawer deck={deck} open={activating} onClose={() => setActivating(false)} />
        </>
      )}
    </>
  );
}

function ActivateDrawer({ deck, open, onClose }: { deck: DeckView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const activate = useAction(
    ({ when, effective }: Values) =>
      activateDeck(deck.id, when === 'later' && effective ? { effectiveFrom: momentToInstant(effective, zone), intoThePast: true } : {}),
    { stale: [DECKS_KEY], done: t('deck.activated'), quiet: true },
  );
  return (
    <FormDrawer<Values> title={t('deck.activateTitle')} open={open} onClose={onClose} submitLabel={t('deck.activate')} initial={{ when: 'now' }} onSubmit={activate.mutateAsync}>
      {() => (
        <>
          <Form.Item name="when" label={t('deck.when')} required>
            <Segmented options={(['now', 'later'] as const).map((value) => ({ value, label: t(`deck.${value}`) }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(before: Values, after: Values) => before.when !== after.when}>
            {({ getFieldValue }) =>
              getFieldValue('when') === 'later' ? (
                <>
                  <MomentField name="effective" label={t('decks.effectiveFrom')} hint={t('decks.effectiveHint', { zone })} />
                  <p className="muted">{t('deck.past')}</p>
                </>
              ) : null
            }
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
