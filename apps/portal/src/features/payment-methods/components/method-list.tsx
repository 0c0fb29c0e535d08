import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useAllowed, useTenant } from '../../../session/session';
import { type Column, DataTable } from '../../../ui/data-table';
import { dayOf } from '../../../ui/format';
import { Instant } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { ToneTag } from '../../../ui/tone';
import { useAction } from '../../../ui/use-action';
import { useConfirm } from '../../../ui/use-confirm';
import { chooseDefaultMethod, listPaymentMethods, METHODS_KEY, type PaymentMethodView, removePaymentMethod } from '../api';
import { isExpired, methodName } from '../model';

function useColumns(): Column<PaymentMethodView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const { zone } = useTenant();
  const confirm = useConfirm();
  const choose = useAction(chooseDefaultMethod, { stale: [METHODS_KEY], done: t('methods.chosen') });
  const remove = useAction(removePaymentMethod, { stale: [METHODS_KEY], done: t('methods.removed') });
  const today = dayOf(new Date(), zone);
  const actions: Column<PaymentMethodView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    render: (row) => (
      <span className="row">
        {!row.isDefault && (
          <Button size="small" loading={choose.isPending && choose.variables === row.id} onClick={() => choose.mutate(row.id)}>
            {t('methods.choose')}
          </Button>
        )}
        <Button
          size="small"
          onClick={() => confirm({ title: t('methods.removeTitle'), consequence: t('methods.removeConsequence', { card: methodName(row) }), confirmLabel: t('ui.remove'), onConfirm: () => remove.mutateAsync(row.id) })}
        >
          {t('ui.remove')}
        </Button>
      </span>
    ),
  };
  return [
    { key: 'name', title: t('methods.card'), render: (row) => <strong className="figure">{methodName(row)}</strong> },
    {
      key: 'expires',
      title: t('methods.expires'),
      render: (row) =>
        isExpired(row.expires, today) ? (
          <ToneTag tone="warn" icon={<ClockCircleOutlined />}>{`${row.expires ?? ''} ${t('methods.expired')}`}</ToneTag>
        ) : (
          <span className="figure">{row.expires ?? '–'}</span>
        ),
    },
    { key: 'default', title: t('methods.use'), render: (row) => (row.isDefault ? <ToneTag tone="good" icon={<CheckCircleOutlined />}>{t('methods.default')}</ToneTag> : '–') },
    { key: 'by', title: t('methods.savedBy'), wideOnly: true, render: (row) => row.savedBy },
    { key: 'at', title: t('methods.savedAt'), wideOnly: true, render: (row) => <Instant at={row.savedAt} /> },
    ...(manages ? [actions] : []),
  ];
}

/** The cards that the company keeps with the gateway. */
export function MethodList() {
  const { t } = useTranslation();
  const columns = useColumns();
  const read = useQuery({ queryKey: METHODS_KEY, queryFn: listPaymentMethods });
  const source = { rows: read.data?.items, error: read.error, refetch: () => void read.refetch() };
  const hint = read.data?.offered === false ? t('methods.notOffered') : t('methods.emptyHint');
  return <DataTable caption={t('methods.title')} columns={columns} source={source} rowKey={(row) => row.id} empty={<EmptyState title={t('methods.emptyTitle')} hint={hint} />} />;
}
