import { CheckCircleOutlined, DisconnectOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { COMPARED_TRUNKS_KEY, type ComparedTrunkView, listComparedTrunks, listReconciliations, RECONCILIATIONS_KEY, type ReconciliationView } from '../../features/reconciliations/api';
import { CarrierFileDrawer, CompareDrawer, CostDeckDrawer, SourceDrawer } from '../../features/reconciliations/components/trunk-drawers';
import { type Column, DataTable } from '../../ui/data-table';
import { Day, Instant, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { ToneTag } from '../../ui/tone';
import { usePagedList } from '../../ui/use-paged-list';

function Result({ run }: { run: ReconciliationView }) {
  const { t } = useTranslation();
  if (run.failure !== null) return <ToneTag tone="warn" icon={<DisconnectOutlined />}>{t('compare.failed')}</ToneTag>;
  if (run.knownFrom === null) return <ToneTag tone="neutral" icon={<DisconnectOutlined />}>{t('compare.nothingKnown')}</ToneTag>;
  if (run.openFindings === 0) return <ToneTag tone="good" icon={<CheckCircleOutlined />}>{t('compare.agrees')}</ToneTag>;
  return <ToneTag tone="warn" icon={<ExclamationCircleOutlined />}>{t('compare.open', { count: run.openFindings })}</ToneTag>;
}

function Runs() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const runs = usePagedList(RECONCILIATIONS_KEY, listReconciliations);
  const count = (key: 'ours' | 'theirs' | 'matched'): Column<ReconciliationView> => ({ key, title: t(`compare.${key}`), align: 'right', render: (run) => <span className="figure">{number(run[key])}</span> });
  const columns: Column<ReconciliationView>[] = [
    { key: 'on', title: t('compare.day'), render: (run) => <Link to={`/operator/reconciliations/${run.id}`}><Day on={run.on} /></Link> },
    { key: 'trunk', title: t('compare.trunk'), render: (run) => <span className="break"><strong>{run.tenantName}</strong> · {run.trunkName}</span> },
    { key: 'source', title: t('compare.source'), render: (run) => t(`compare.sourceOf.${run.source}`) },
    count('ours'), count('theirs'), count('matched'),
    { key: 'result', title: t('compare.result'), render: (run) => <Result run={run} /> },
    { key: 'at', title: t('compare.ranAt'), render: (run) => <span><Instant at={run.ranAt} /> <span className="muted">{run.ranBy}</span></span> },
  ];
  return (
    <section>
      <h2 className="section-title">{t('compare.runs')}</h2>
      <DataTable caption={t('compare.runs')} columns={columns} source={runs} rowKey={(run) => run.id} empty={<EmptyState title={t('compare.emptyTitle')} hint={t('compare.emptyHint')} />} />
    </section>
  );
}

type DrawerName = 'compare' | 'file' | 'cost' | 'source';

function Trunks() {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const [open, setOpen] = useState<{ drawer: DrawerName; trunk: ComparedTrunkView } | null>(null);
  const trunks = useQuery({ queryKey: COMPARED_TRUNKS_KEY, queryFn: listComparedTrunks });
  const columns: Column<ComparedTrunkView>[] = [
    { key: 'trunk', title: t('compare.trunk'), render: (trunk) => <span className="break"><strong>{trunk.tenantName}</strong> · {trunk.name}{trunk.removed && ` (${t('compare.removed')})`}</span> },
    {
      key: 'source', title: t('compare.source'),
      render: (trunk) => <span className="break">{t(`compare.sourceOf.${trunk.source}`)} <span className="muted">{trunk.account}</span>{!trunk.reachable && <> <ToneTag tone="warn" icon={<DisconnectOutlined />}>{t('compare.notReachable')}</ToneTag></>}</span>,
    },
    {
      key: 'acts', title: t('ui.actions'), actions: true,
      render: (trunk) => (
        <span className="row">
          <Button size="small" type="primary" onClick={() => setOpen({ drawer: 'compare', trunk })}>{t('compare.compare')}</Button>
          <Button size="small" onClick={() => setOpen({ drawer: 'file', trunk })}>{t('compare.upload')}</Button>
          <Button size="small" onClick={() => setOpen({ drawer: 'cost', trunk })}>{t('compare.costs')}</Button>
          <Button size="small" onClick={() => setOpen({ drawer: 'source', trunk })}>{t('compare.setSource')}</Button>
        </span>
      ),
    },
  ];
  const of = (drawer: DrawerName) => ({ trunk: open?.drawer === drawer ? open.trunk : null, zone, onClose: () => setOpen(null) });
  return (
    <section>
      <h2 className="section-title">{t('compare.trunks')}</h2>
      <DataTable
        caption={t('compare.trunks')} columns={columns} source={{ rows: trunks.data?.items, error: trunks.error, refetch: trunks.refetch }} rowKey={(trunk) => trunk.id}
        empty={<EmptyState title={t('compare.noTrunks')} />}
      />
      <CompareDrawer {...of('compare')} />
      <CarrierFileDrawer {...of('file')} />
      <CostDeckDrawer {...of('cost')} />
      <SourceDrawer {...of('source')} />
    </section>
  );
}

export function ReconciliationsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('pages.operatorReconciliations')} intro={t('compare.intro')}>
      <Runs />
      <Trunks />
    </Page>
  );
}
