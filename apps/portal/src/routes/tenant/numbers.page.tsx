import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listNumbers, NUMBERS_KEY, type NumberView, returnNumber, STOCK_KEY } from '../../features/numbers/api';
import { BindDrawer } from '../../features/numbers/components/bind-drawer';
import { TakeNumberDrawer } from '../../features/numbers/components/take-number-drawer';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

function useNumberColumns(bind: (number: NumberView) => void): Column<NumberView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('numbers:manage');
  const confirm = useConfirm();
  const giveBack = useAction(returnNumber, { stale: [NUMBERS_KEY, STOCK_KEY], done: t('numbers.returned') });
  const ask = (number: NumberView) =>
    confirm({
      title: t('numbers.returnTitle', { number: number.e164 }),
      consequence: number.queueName === null ? t('numbers.returnConsequence') : t('numbers.returnConsequenceQueue', { queue: number.queueName }),
      confirmLabel: t('numbers.return'),
      onConfirm: () => giveBack.mutateAsync(number.id),
    });
  const actions: Column<NumberView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    width: 220,
    render: (number) => (
      <span className="row">
        <Button size="small" onClick={() => bind(number)}>
          {t('numbers.bind')}
        </Button>
        <Button size="small" onClick={() => ask(number)}>
          {t('numbers.return')}
        </Button>
      </span>
    ),
  };
  return [
    { key: 'number', title: t('numbers.number'), render: (number) => <strong className="figure">{number.e164}</strong> },
    { key: 'label', title: t('numbers.label'), render: (number) => number.label || <span className="muted">–</span> },
    { key: 'queue', title: t('numbers.queue'), render: (number) => number.queueName ?? <span className="muted">{t('numbers.unbound')}</span> },
    ...(manages ? [actions] : []),
  ];
}

export function NumbersPage() {
  const { t } = useTranslation();
  const [taking, setTaking] = useState(false);
  const [bound, setBound] = useState<NumberView | null>(null);
  const numbers = usePagedList(NUMBERS_KEY, listNumbers);
  const columns = useNumberColumns(setBound);
  const manages = useAllowed('numbers:manage');
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setTaking(true)}>
      {t('numbers.takeTitle')}
    </Button>
  );
  return (
    <Page title={t('pages.numbers')} intro={t('numbers.intro')} actions={manages && button}>
      <DataTable
        caption={t('pages.numbers')}
        columns={columns}
        source={numbers}
        rowKey={(number) => number.id}
        empty={<EmptyState title={t('numbers.emptyTitle')} hint={t('numbers.emptyHint')} action={manages && button} />}
      />
      <TakeNumberDrawer open={taking} onClose={() => setTaking(false)} />
      <BindDrawer number={bound} onClose={() => setBound(null)} />
    </Page>
  );
}
