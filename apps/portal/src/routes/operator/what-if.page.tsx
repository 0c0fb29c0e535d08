import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listPlanVersions, PLAN_VERSIONS_KEY, type PlanVersionView } from '../../features/prices/api';
import { DECKS_KEY, listDecks } from '../../features/decks/api';
import type { Question, Supposition } from '../../features/what-if/api';
import { DifferenceTable } from '../../features/what-if/components/difference-table';
import { addDays } from '../../ui/format';
import { Page, Panel } from '../../ui/page';

const KINDS = ['plan', 'deck', 'grace'] as const;
type Kind = (typeof KINDS)[number];

interface Answers {
  planCode?: string;
  deckId?: string;
  graceDays?: number;
  days?: [{ format(pattern: string): string }, { format(pattern: string): string }] | null;
}

function suppositionOf(kind: Kind, { deckId = '', graceDays = 0, planCode = '' }: Answers): Supposition {
  if (kind === 'plan') return { planCode };
  return kind === 'deck' ? { deckId } : { graceDays };
}

/** The last day that was chosen is part of the days; the API wants the first that is not. */
function daysOf({ days }: Answers): Question['days'] {
  const [first, last] = days ?? [];
  return first && last ? { fromOn: first.format('YYYY-MM-DD'), toOn: addDays(last.format('YYYY-MM-DD'), 1) } : null;
}

/** Every plan once, by the name of its newest version. */
function plansOffered(versions: readonly PlanVersionView[]): { value: string; label: string }[] {
  const newestLast = [...versions].sort((a, b) => a.version - b.version);
  return [...new Map(newestLast.map((plan) => [plan.code, { value: plan.code, label: `${plan.name} · ${plan.code}` }])).values()];
}

export function WhatIfPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('plan');
  const [question, setQuestion] = useState<Question | null>(null);
  const decks = useQuery({ queryKey: DECKS_KEY, queryFn: () => listDecks() });
  const plans = useQuery({ queryKey: PLAN_VERSIONS_KEY, queryFn: listPlanVersions });
  const ask = (answers: Answers) => setQuestion({ supposed: suppositionOf(kind, answers), days: daysOf(answers) });
  return (
    <Page title={t('pages.operatorWhatIf')} intro={t('whatIf.intro')}>
      <Panel title={t('whatIf.question')}>
        <Form layout="vertical" requiredMark={false} onFinish={ask} initialValues={{ graceDays: 15 }}>
          <Form.Item label={t('whatIf.kindTitle')}>
            <Segmented<Kind> options={KINDS.map((value) => ({ value, label: t(`whatIf.kind.${value}`) }))} value={kind} onChange={setKind} />
          </Form.Item>
          {kind === 'plan' && (
            <Form.Item name="planCode" label={t('whatIf.plan')} rules={[{ required: true, message: t('whatIf.needed') }]}>
              <Select style={{ maxWidth: 420 }} loading={plans.isPending} options={plansOffered(plans.data?.items ?? [])} />
            </Form.Item>
          )}
          {kind === 'deck' && (
            <Form.Item name="deckId" label={t('whatIf.deck')} rules={[{ required: true, message: t('whatIf.needed') }]}>
              <Select style={{ maxWidth: 420 }} loading={decks.isPending} options={(decks.data?.items ?? []).map((deck) => ({ value: deck.id, label: `${deck.name} · ${deck.currency}` }))} />
            </Form.Item>
          )}
          {kind === 'grace' && (
            <Form.Item name="graceDays" label={t('whatIf.grace')} rules={[{ required: true, message: t('whatIf.needed') }]}>
              <InputNumber min={0} max={365} precision={0} />
            </Form.Item>
          )}
          <Form.Item name="days" label={t('whatIf.days')} extra={t('whatIf.daysHint')}>
            <DatePicker.RangePicker />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t('whatIf.ask')}
          </Button>
        </Form>
      </Panel>
      {question && <DifferenceTable question={question} />}
    </Page>
  );
}
