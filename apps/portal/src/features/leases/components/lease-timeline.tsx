import { useQuery } from '@tanstack/react-query';
import { Button, Collapse, DatePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExplainedWordsView, ProofView, TimelineEntryView, TimelineView } from '../../../generated';
import { type Column, DataTable } from '../../../ui/data-table';
import { DatedLine } from '../../../ui/dated-line';
import { dayOf } from '../../../ui/format';
import { Instant, Money, useFormats, ZoneProvider } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';

/** So many marks stand on the line around today; the list beneath has all of them. */
const MARKS_BEFORE = 5;
const MARKS_AFTER = 7;

/** The proof of a notice: which channels it reached, and how often those that it did not were tried. */
function Proofs({ proofs }: { proofs: readonly ProofView[] }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const channel = useCodeText('timeline.channel');
  const outcome = useCodeText('timeline.outcome');
  return (
    <span className="stack stack--tight">
      {proofs.map((proof) => (
        <span key={`${proof.channel} ${proof.outcome}`}>
          {t('timeline.proof', { channel: channel(proof.channel), outcome: outcome(proof.outcome), tries: proof.tries, at: instant(proof.lastAt) })}
        </span>
      ))}
    </span>
  );
}

function useEntryText(): (entry: TimelineEntryView) => string {
  const kind = useCodeText('timeline.kind');
  const notice = useCodeText('arrears.notice');
  return (entry) => `${entry.notice === null ? kind(entry.kind) : notice(entry.notice)}${entry.invoiceNumber === null ? '' : ` ${entry.invoiceNumber}`}`;
}

function Line({ view }: { view: TimelineView }) {
  const { t } = useTranslation();
  const text = useEntryText();
  const today = dayOf(new Date(view.now), view.zone);
  const days = [...new Set([...view.entries.map((entry) => entry.on), today])].sort();
  const place = days.indexOf(today);
  const marks = days.slice(Math.max(0, place - MARKS_BEFORE), place + MARKS_AFTER + 1).map((on) => {
    const own = view.entries.filter((entry) => entry.on === on);
    return {
      on,
      when: on < today ? ('past' as const) : on === today ? ('today' as const) : ('future' as const),
      grave: own.some((entry) => entry.kind === 'suspended'),
      labels: [...new Set(own.map(text))],
    };
  });
  return <DatedLine caption={t('timeline.title')} marks={marks} />;
}

function EntryList({ view }: { view: TimelineView }) {
  const { t } = useTranslation();
  const text = useEntryText();
  const columns: Column<TimelineEntryView>[] = [
    { key: 'what', title: t('timeline.what'), render: (entry) => <strong>{text(entry)}</strong> },
    { key: 'at', title: t('timeline.at'), render: (entry) => <Instant at={entry.at} /> },
    { key: 'tense', title: t('timeline.tenseTitle'), render: (entry) => t(`timeline.tense.${entry.tense}`) },
    { key: 'amount', title: t('timeline.amount'), align: 'right', render: (entry) => (entry.amount === null ? '–' : <Money amount={entry.amount} currency={view.currency} />) },
    { key: 'proofs', title: t('timeline.more'), render: (entry) => (entry.proofs.length > 0 ? <Proofs proofs={entry.proofs} /> : (entry.reason ?? '–')) },
  ];
  const rows = [...view.entries].reverse();
  return (
    <DataTable
      caption={t('timeline.list')}
      columns={columns}
      source={{ rows, error: null, refetch: () => undefined }}
      rowKey={(entry) => `${entry.at} ${entry.kind} ${entry.notice ?? ''} ${entry.invoiceNumber ?? ''} ${entry.amount ?? ''}`}
      empty={<EmptyState title={t('timeline.emptyTitle')} hint={t('timeline.emptyHint')} />}
    />
  );
}

interface LeaseTimelineProps {
  leaseId: string;
  read: () => Promise<TimelineView>;
  explain: (at: string) => Promise<ExplainedWordsView>;
}

/** The lease's line of time and its explanation in words, for now or for any other instant. Both sides see the same. */
export function LeaseTimeline({ leaseId, read, explain }: LeaseTimelineProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Dayjs | null>(null);
  const timeline = useQuery({ queryKey: ['timeline', leaseId], queryFn: read });
  const at = asked?.toISOString() ?? null;
  const words = useQuery({ queryKey: ['explanation', leaseId, at], queryFn: () => explain(at ?? ''), enabled: at !== null });
  return (
    <Panel title={t('timeline.title')}>
      <Loaded read={timeline}>
        {(view) => (
          <ZoneProvider zone={view.zone}>
            <div className="stack">
              <Line view={view} />
              <div className="row">
                <DatePicker showTime aria-label={t('timeline.askAt')} placeholder={t('timeline.askAt')} value={asked} onChange={setAsked} />
                {asked !== null && <Button onClick={() => setAsked(null)}>{t('timeline.askNow')}</Button>}
              </div>
              <ul className="plain-list" aria-live="polite">
                {(at === null ? view.words : (words.data?.words ?? [])).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <Collapse ghost items={[{ key: 'list', label: t('timeline.list'), children: <EntryList view={view} /> }]} />
            </div>
          </ZoneProvider>
        )}
      </Loaded>
    </Panel>
  );
}
