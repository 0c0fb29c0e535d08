import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { CardForm } from '../../checkouts/components/card-form';
import { beginSavingMethod, METHODS_KEY, readSaving, type SavingView } from '../api';

const ASK_EVERY_MILLISECONDS = 2_000;

/** Keeps a card: its number is entered in the gateway's own form and never comes here. */
export function SaveCard() {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<SavingView | null>(null);
  const begin = useAction(beginSavingMethod, { stale: [], quiet: true });
  if (begun) return <UnderWay first={begun} onEnd={() => setBegun(null)} />;
  return (
    <div className="stack">
      <div>
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate(undefined, { onSuccess: setBegun })}>
          {t('methods.add')}
        </Button>
      </div>
      <ProblemNote error={begin.error} />
    </div>
  );
}

function UnderWay({ first, onEnd }: { first: SavingView; onEnd: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: saving } = useQuery({
    queryKey: [...METHODS_KEY, 'saving', first.id],
    queryFn: () => readSaving(first.id),
    initialData: first,
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? ASK_EVERY_MILLISECONDS : false),
  });
  const isSaved = saving.state === 'saved';
  useEffect(() => {
    if (!isSaved) return;
    void queries.invalidateQueries({ queryKey: METHODS_KEY });
    onEnd();
  }, [isSaved, queries, onEnd]);
  if (saving.state === 'failed') {
    return (
      <div className="stack">
        <Alert type="warning" showIcon title={t('methods.failed', { cause: saving.cause ?? '' })} />
        <Button onClick={onEnd}>{t('methods.again')}</Button>
      </div>
    );
  }
  const secret = first.nextStep?.clientSecret ?? null;
  return (
    <div className="stack" aria-live="polite">
      {secret !== null && first.publishableKey !== null ? (
        <CardForm does="save" clientSecret={secret} publishableKey={first.publishableKey} />
      ) : (
        <span className="row">
          <Spin size="small" /> {t('methods.waiting')}
        </span>
      )}
      <div>
        <Button onClick={onEnd}>{t('methods.later')}</Button>
      </div>
    </div>
  );
}
