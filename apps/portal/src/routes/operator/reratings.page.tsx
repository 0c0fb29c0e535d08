import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listReratings, RERATINGS_KEY, type ReratingView } from '../../features/reratings/api';
import { PlanDrawer } from '../../features/reratings/components/plan-drawer';
import { ButtonLink } from '../../ui/button-link';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant, useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

export function ReratingsPage() {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const navigate = useNavigate();
  const [planning, setPlanning] = useState(false);
  const reratings = usePagedList(RERATINGS_KEY, listReratings);
  const range = (row: ReratingView) => t('rerating.rangeOf', { direction: t(`calls.direction.${row.direction}`), from: instant(row.from), to: instant(row.to) });
  const columns: Column<ReratingView>[] = [
    { key: 'range', title: t('rerating.range'), render: (row) => <strong>{range(row)}</strong> },
    { key: 'prefix', title: t('rerating.prefix'), render: (row) => <span className="figure">{row.prefix ?? '–'}</span> },
    { key: 'reason', title: t('rerating.reason'), render: (row) => <span className="break">{row.reason}</span> },
    { key: 'at', title: t('rerating.at'), render: (row) => <Instant at={row.createdAt} /> },
    { key: 'by', title: t('rerating.by'), render: (row) => row.createdBy },
    { key: 'actions', title: t('ui.actions'), actions: true, render: (row) => <ButtonLink size="small" to={`/operator/reratings/${row.id}`}>{t('rerating.open')}</ButtonLink> },
  ];
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setPlanning(true)}>
      {t('rerating.start')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorReratings')} intro={t('rerating.intro')} actions={button}>
      <DataTable
        caption={t('pages.operatorReratings')}
        columns={columns}
        source={reratings}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('rerating.emptyTitle')} hint={t('rerating.emptyHint')} action={button} />}
      />
      <PlanDrawer open={planning} onClose={() => setPlanning(false)} onPlanned={(id) => void navigate(`/operator/reratings/${id}`)} />
    </Page>
  );
}
