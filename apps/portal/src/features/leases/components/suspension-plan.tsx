import { useQuery } from '@tanstack/react-query';
import { Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ExecutedStepView, PlannedStepView, SuspensionPlanView } from '../../../generated';
import { type Column, DataTable } from '../../../ui/data-table';
import { Instant, Money, ZoneProvider } from '../../../ui/formats';
import { Facts, Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';

function Steps({ steps }: { steps: readonly PlannedStepView[] }) {
  const kind = useCodeText('suspensionPlan.step');
  return (
    <ol>
      {steps.map((step) => (
        <li key={`${step.kind} ${step.targetId}`}>{`${kind(step.kind)}: ${step.targetName}`}</li>
      ))}
    </ol>
  );
}

function Executed({ steps }: { steps: readonly ExecutedStepView[] }) {
  const { t } = useTranslation();
  const kind = useCodeText('suspensionPlan.step');
  const state = useCodeText('suspensionPlan.state');
  const cause = useCodeText('seats.cause');
  const columns: Column<ExecutedStepView>[] = [
    { key: 'step', title: t('suspensionPlan.stepTitle'), render: (step) => <strong>{`${kind(step.kind)}: ${step.targetName}`}</strong> },
    { key: 'direction', title: t('suspensionPlan.directionTitle'), render: (step) => t(`suspensionPlan.direction.${step.direction}`) },
    { key: 'state', title: t('suspensionPlan.stateTitle'), render: (step) => `${state(step.state)}${step.cause === null ? '' : ` (${cause(step.cause)})`}` },
    { key: 'attempts', title: t('suspensionPlan.attempts'), align: 'right', render: (step) => <span className="figure">{step.attempts}</span> },
    { key: 'at', title: t('suspensionPlan.at'), render: (step) => <Instant at={step.settledAt ?? step.plannedAt} /> },
  ];
  return (
    <DataTable
      caption={t('suspensionPlan.executed')}
      columns={columns}
      source={{ rows: steps, error: null, refetch: () => undefined }}
      rowKey={(step) => `${String(step.suspension)} ${step.direction} ${step.kind} ${step.targetId}`}
      empty={<EmptyState title={t('suspensionPlan.neverTitle')} hint={t('suspensionPlan.neverHint')} />}
    />
  );
}

function Plan({ view }: { view: SuspensionPlanView }) {
  const { t } = useTranslation();
  const who = view.loggedIn.map((each) => `${each.agent} (${each.seat})`).join(', ');
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: t('suspensionPlan.comesAt'), value: <Instant at={view.suspensionAt} /> },
          { label: t('suspensionPlan.clearedBy'), value: <Money amount={view.clearedBy} currency={view.currency} /> },
          { label: t('suspensionPlan.seats'), value: view.seats },
          { label: t('suspensionPlan.loggedIn'), value: who === '' ? '–' : who },
          { label: t('suspensionPlan.liveCalls'), value: view.liveCalls },
          { label: t('suspensionPlan.queuedCalls'), value: view.queuedCalls },
          { label: t('suspensionPlan.rent'), value: view.rentAccruesWhileSuspended ? t('suspensionPlan.rentAccrues') : t('suspensionPlan.rentStops') },
        ]}
      />
      <Collapse
        ghost
        items={[
          { key: 'down', label: t('suspensionPlan.down'), children: <Steps steps={view.down} /> },
          { key: 'up', label: t('suspensionPlan.up'), children: <Steps steps={view.up} /> },
          { key: 'executed', label: t('suspensionPlan.executed'), children: <Executed steps={view.executed} /> },
        ]}
      />
    </div>
  );
}

/** The dry run of a suspension, and the record of the last ones. */
export function SuspensionPlan({ leaseId, read }: { leaseId: string; read: () => Promise<SuspensionPlanView> }) {
  const { t } = useTranslation();
  const plan = useQuery({ queryKey: ['suspension-plan', leaseId], queryFn: read });
  return (
    <Panel title={t('suspensionPlan.title')}>
      <Loaded read={plan}>
        {(view) => (
          <ZoneProvider zone={view.zone}>
            <Plan view={view} />
          </ZoneProvider>
        )}
      </Loaded>
    </Panel>
  );
}
