import { DisconnectOutlined, DownloadOutlined, ReloadOutlined, WarningOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { findingsFileAddress, readReconciliation, reconcileTrunk, type ReconciliationView, RECONCILIATIONS_KEY } from '../../features/reconciliations/api';
import { Findings, FindingTotals } from '../../features/reconciliations/components/findings';
import { Instant, useFormats } from '../../ui/formats';
import { Facts, Page, Panel } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { Banner } from '../../ui/tone';
import { useAction } from '../../ui/use-action';

function Actions({ run }: { run: ReconciliationView }) {
  const { t } = useTranslation();
  const again = useAction(() => reconcileTrunk({ tenantId: run.tenantId, trunkId: run.trunkId, on: run.on }), { stale: [RECONCILIATIONS_KEY], done: t('compare.compared') });
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden="true" />} href={findingsFileAddress(run.id)} download>{t('compare.download')}</Button>
      <Button type="primary" icon={<ReloadOutlined aria-hidden="true" />} loading={again.isPending} onClick={() => again.mutate(undefined)}>{t('compare.again')}</Button>
    </>
  );
}

function Run({ run }: { run: ReconciliationView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const figure = (value: number) => <span className="figure">{number(value)}</span>;
  return (
    <Panel>
      <div className="stack">
        {run.failure !== null && <Banner tone="warn" icon={<DisconnectOutlined />} title={t('compare.failed')}><span className="break">{run.failure}</span></Banner>}
        {run.holes.length > 0 && (
          <Banner tone="warn" icon={<WarningOutlined />} title={t('compare.holes')}>
            <span className="mono break">{run.holes.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(', ')}</span>
          </Banner>
        )}
        <Facts
          facts={[
            { label: t('compare.source'), value: t(`compare.sourceOf.${run.source}`) },
            { label: t('compare.known'), value: run.knownFrom === null ? t('compare.nothingKnown') : <><Instant at={run.knownFrom} /> – <Instant at={run.knownTo} /></> },
            { label: t('compare.ours'), value: figure(run.ours) },
            { label: t('compare.theirs'), value: figure(run.theirs) },
            { label: t('compare.matched'), value: figure(run.matched) },
            { label: t('compare.ranAt'), value: <><Instant at={run.ranAt} /> <span className="muted">{run.ranBy}</span></> },
          ]}
        />
      </div>
    </Panel>
  );
}

export function ReconciliationPage() {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { reconciliationId = '' } = useParams();
  const read = useQuery({ queryKey: [...RECONCILIATIONS_KEY, reconciliationId], queryFn: () => readReconciliation(reconciliationId) });
  const run = read.data?.run;
  return (
    <Page
      title={t('pages.operatorReconciliations')} intro={run && `${run.tenantName} · ${run.trunkName} · ${day(run.on)} (${run.zone})`}
      back={{ to: '/operator/reconciliations', label: t('compare.toList') }} actions={run && <Actions run={run} />}
    >
      <Loaded read={read} framed>
        {(view) => (
          <>
            <Run run={view.run} />
            <section>
              <h2 className="section-title">{t('compare.totals')}</h2>
              <FindingTotals totals={view.totals} />
            </section>
            {view.findings.length > 0 && (
              <section>
                <h2 className="section-title">{t('compare.findings')}</h2>
                <Findings tenantId={view.run.tenantId} findings={view.findings} />
              </section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
