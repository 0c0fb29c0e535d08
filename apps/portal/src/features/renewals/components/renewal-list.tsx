import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Day, Instant } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { type Tone, ToneTag } from '../../../ui/tone';
import type { RenewalState, RenewalView } from '../api';

const LOOKS: Record<RenewalState, { tone: Tone; icon: ReactNode }> = {
  asked: { tone: 'info', icon: <ClockCircleOutlined /> },
  granted: { tone: 'good', icon: <CheckCircleOutlined /> },
  refused: { tone: 'warn', icon: <CloseCircleOutlined /> },
  lapsed: { tone: 'neutral', icon: <StopOutlined /> },
};

function Decision({ renewal }: { renewal: RenewalView }) {
  const { t } = useTranslation();
  if (renewal.decidedAt === null) return <span className="muted">–</span>;
  return (
    <span className="stack stack--tight">
      <span>
        <Instant at={renewal.decidedAt} /> {renewal.decidedBy ?? t('renewals.byContract')}
      </span>
      {renewal.reason !== null && <span className="break">{renewal.reason}</span>}
    </span>
  );
}

/** Requests with what became of them, as both sides see them. */
export function RenewalList({ rows, actions }: { rows: readonly RenewalView[]; actions?: (renewal: RenewalView) => ReactNode }) {
  const { t } = useTranslation();
  const columns: Column<RenewalView>[] = [
    { key: 'asked', title: t('renewals.askedAt'), render: (renewal) => <Instant at={renewal.askedAt} /> },
    {
      key: 'state',
      title: t('renewals.stateTitle'),
      render: (renewal) => (
        <ToneTag tone={LOOKS[renewal.state].tone} icon={LOOKS[renewal.state].icon}>
          {t(`renewals.state.${renewal.state}`)}
        </ToneTag>
      ),
    },
    { key: 'end', title: t('renewals.extendsFrom'), render: (renewal) => <Day on={renewal.extendsFromOn} /> },
    { key: 'months', title: t('renewals.byMonths'), align: 'right', render: (renewal) => <span className="figure">{renewal.months}</span> },
    { key: 'decided', title: t('renewals.decided'), render: (renewal) => <Decision renewal={renewal} /> },
    ...(actions ? [{ key: 'actions', title: t('ui.actions'), actions: true, width: 140, render: actions }] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption={t('renewals.title')}
      columns={columns}
      source={{ rows, error: null, refetch: () => undefined }}
      rowKey={(renewal) => renewal.id}
      empty={<EmptyState title={t('renewals.emptyTitle')} />}
    />
  );
}
