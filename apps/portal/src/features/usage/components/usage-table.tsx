import { CheckCircleOutlined, ClockCircleOutlined, GiftOutlined, MinusCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Column, DataTable, type RowSource } from '../../../ui/data-table';
import { Duration, Instant, Price, useFormats } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { type Tone, ToneTag } from '../../../ui/tone';
import { useRowName } from '../../decks/components/row-name';
import { useCodeText } from '../../../ui/use-code-text';
import type { UsageStatus, UsageView } from '../api';

const LOOKS: Record<UsageStatus, { tone: Tone; icon: ReactNode }> = {
  rated: { tone: 'good', icon: <CheckCircleOutlined /> },
  free: { tone: 'neutral', icon: <GiftOutlined /> },
  unanswered: { tone: 'neutral', icon: <MinusCircleOutlined /> },
  quarantined: { tone: 'warn', icon: <ClockCircleOutlined /> },
};

function Status({ usage }: { usage: UsageView }) {
  const { t } = useTranslation();
  const cause = useCodeText('unrated.cause');
  return (
    <ToneTag tone={LOOKS[usage.status].tone} icon={LOOKS[usage.status].icon}>
      {t(`usage.status.${usage.status}`)}
      {usage.cause !== null && ` · ${cause(usage.cause)}`}
    </ToneTag>
  );
}

function BilledOn({ usage }: { usage: UsageView }) {
  const { t } = useTranslation();
  const isCovered = usage.includedSeconds > 0 && Number(usage.charged ?? '0') === 0;
  if (isCovered) return <span className="muted">{t('includedMinutes.covered')}</span>;
  if (usage.invoiceId === null || usage.invoiceNumber === null) return <span className="muted">{t('usage.notYet')}</span>;
  return (
    <>
      <Link to={`/invoices/${usage.invoiceId}`}>{usage.invoiceNumber}</Link> {usage.late && <span className="muted">{t('usage.late')}</span>}
    </>
  );
}

function Cost({ usage, cost, currency }: { usage: UsageView; cost: string; currency: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Price amount={cost} currency={currency} />
      {usage.includedSeconds > 0 && <div className="muted">{t('includedMinutes.inPart', { seconds: usage.includedSeconds })}</div>}
    </>
  );
}

/** What each answered leg cost, and the invoice that it went on. */
export function UsageTable({ source }: { source: RowSource<UsageView> }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const rowName = useRowName();
  const columns: Column<UsageView>[] = [
    { key: 'at', title: t('usage.answeredAt'), render: (usage) => <Instant at={usage.answeredAt ?? usage.receivedAt} /> },
    { key: 'direction', title: t('calls.directionTitle'), render: (usage) => t(`calls.direction.${usage.direction}`) },
    { key: 'other', title: t('usage.otherNumber'), render: (usage) => <span className="figure">{usage.otherNumber ?? '–'}</span> },
    { key: 'status', title: t('usage.statusTitle'), render: (usage) => <Status usage={usage} /> },
    { key: 'duration', title: t('calls.duration'), align: 'right', render: (usage) => <Duration milliseconds={usage.milliseconds} /> },
    { key: 'billed', title: t('usage.billedSeconds'), align: 'right', render: (usage) => <span className="figure">{usage.billedSeconds === null ? '–' : number(usage.billedSeconds)}</span> },
    { key: 'prefix', title: t('usage.prefix'), align: 'right', render: (usage) => <span className="figure">{rowName(usage)}</span> },
    {
      key: 'cost',
      title: t('usage.cost'),
      align: 'right',
      render: (usage) => (usage.cost !== null && usage.currency !== null ? <Cost usage={usage} cost={usage.cost} currency={usage.currency} /> : <span className="muted">–</span>),
    },
    { key: 'invoice', title: t('usage.invoice'), render: (usage) => <BilledOn usage={usage} /> },
  ];
  return <DataTable caption={t('usage.title')} columns={columns} source={source} rowKey={(usage) => usage.id} empty={<EmptyState title={t('usage.emptyTitle')} hint={t('usage.emptyHint')} />} />;
}
