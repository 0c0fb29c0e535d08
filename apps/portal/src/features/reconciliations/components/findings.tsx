import { CheckOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { FormDrawer } from '../../../ui/form-drawer';
import { Instant, Price, useFormats } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { ToneTag } from '../../../ui/tone';
import { useAction } from '../../../ui/use-action';
import { acknowledgeFinding, type CallCostView, type CarrierFindingTotalView, type CarrierFindingView, RECONCILIATIONS_KEY, takeOverCall } from '../api';

function Cost({ cost }: { cost: CallCostView | null }) {
  return cost === null ? <span className="muted">–</span> : <Price amount={cost.amount} currency={cost.currency} />;
}

/** What the findings come to, kind by kind. */
export function FindingTotals({ totals }: { totals: readonly CarrierFindingTotalView[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns: Column<CarrierFindingTotalView>[] = [
    { key: 'kind', title: t('compare.kind'), render: (row) => <strong>{t(`compare.kindOf.${row.kind}`)}</strong> },
    { key: 'count', title: t('compare.count'), align: 'right', render: (row) => <span className="figure">{number(row.count)}</span> },
    {
      key: 'value', title: t('compare.value'), align: 'right',
      render: (row) => (row.values.length === 0 ? <span className="muted">–</span> : row.values.map((each) => <div key={each.currency}><Cost cost={each} /></div>)),
    },
    { key: 'unvalued', title: t('compare.unvalued'), align: 'right', render: (row) => <span className={row.unvalued === 0 ? 'figure muted' : 'figure'}>{number(row.unvalued)}</span> },
  ];
  return <DataTable caption={t('compare.totals')} columns={columns} source={{ rows: totals, error: null, refetch: () => undefined }} rowKey={(row) => row.kind} empty={<EmptyState title={t('compare.noneTitle')} hint={t('compare.noneHint')} />} />;
}

type Act = { readonly finding: CarrierFindingView; readonly takesOver: boolean };

function Decision({ finding, onAct }: { finding: CarrierFindingView; onAct: (act: Act) => void }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  if (finding.decision !== null) {
    return (
      <span className="stack stack--tight">
        <ToneTag tone="good" icon={<CheckOutlined />}>{t(`compare.decisionOf.${finding.decision}`)}</ToneTag>
        <span className="muted break">{finding.reason} · {finding.decidedBy}{finding.decidedAt !== null && `, ${instant(finding.decidedAt)}`}</span>
      </span>
    );
  }
  return (
    <span className="row">
      {finding.kind === 'missing' && <Button size="small" type="primary" onClick={() => onAct({ finding, takesOver: true })}>{t('compare.takeOver')}</Button>}
      <Button size="small" onClick={() => onAct({ finding, takesOver: false })}>{t('compare.acknowledge')}</Button>
    </span>
  );
}

function useFindingColumns(onAct: (act: Act) => void): Column<CarrierFindingView>[] {
  const { t } = useTranslation();
  const { number } = useFormats();
  const seconds = (value: number | null) => <span className="figure">{value === null ? '–' : number(value)}</span>;
  return [
    { key: 'kind', title: t('compare.kind'), render: (row) => <ToneTag tone={row.decision === null ? 'warn' : 'neutral'} icon={<ExclamationCircleOutlined />}>{t(`compare.kindOf.${row.kind}`)}</ToneTag> },
    { key: 'at', title: t('usage.answeredAt'), render: (row) => <Instant at={row.answeredAt} /> },
    { key: 'numbers', title: t('compare.numbers'), render: (row) => <span className="figure break">{row.from || '–'} → {row.to || '–'}</span> },
    { key: 'ours', title: t('compare.ourSeconds'), align: 'right', render: (row) => seconds(row.ourSeconds) },
    { key: 'theirs', title: t('compare.theirSeconds'), align: 'right', render: (row) => seconds(row.theirSeconds) },
    { key: 'charged', title: t('compare.charged'), align: 'right', render: (row) => <Cost cost={row.charged} /> },
    { key: 'due', title: t('compare.due'), align: 'right', render: (row) => <Cost cost={row.due} /> },
    { key: 'carrier', title: t('compare.carrier'), align: 'right', render: (row) => <Cost cost={row.carrier} /> },
    { key: 'expected', title: t('compare.expected'), align: 'right', render: (row) => <Cost cost={row.expected} /> },
    { key: 'value', title: t('compare.value'), align: 'right', render: (row) => <strong><Cost cost={row.value} /></strong> },
    { key: 'decision', title: t('compare.decision'), actions: true, render: (row) => <Decision finding={row} onAct={onAct} /> },
  ];
}

/** What differs, call by call, and what somebody made of it. */
export function Findings({ tenantId, findings }: { tenantId: string; findings: readonly CarrierFindingView[] }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act | null>(null);
  const columns = useFindingColumns(setAct);
  const decide = useAction(
    ({ reason }: { reason: string }) => (act?.takesOver ? takeOverCall : acknowledgeFinding)(tenantId, act?.finding.id ?? '', reason),
    { stale: [RECONCILIATIONS_KEY], done: t('compare.decided'), quiet: true },
  );
  return (
    <>
      <DataTable caption={t('compare.findings')} columns={columns} source={{ rows: findings, error: null, refetch: () => undefined }} rowKey={(row) => row.id} empty={<EmptyState title={t('compare.noneTitle')} hint={t('compare.noneHint')} />} />
      <FormDrawer<{ reason: string }>
        title={t(act?.takesOver ? 'compare.takeOverTitle' : 'compare.acknowledgeTitle')} open={act !== null} onClose={() => setAct(null)}
        submitLabel={t(act?.takesOver ? 'compare.takeOver' : 'compare.acknowledge')} initial={{}} onSubmit={decide.mutateAsync}
      >
        {() => (
          <>
            {act?.takesOver && <p>{t('compare.takeOverHint')}</p>}
            <Form.Item name="reason" label={t('compare.reason')} rules={[{ required: true, whitespace: true, max: 500 }]}>
              <Input.TextArea rows={3} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
