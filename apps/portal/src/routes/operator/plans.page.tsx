import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listPlanVersions, PLAN_VERSIONS_KEY, type PlanVersionView } from '../../features/prices/api';
import { PlanVersionDrawer } from '../../features/prices/components/plan-version-drawer';
import { PriceSummary } from '../../features/prices/components/price-summary';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant, Money } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

/** Every version of every plan; a new one begins now or later, and leases keep what they were opened with. */
export function PlansPage() {
  const { t } = useTranslation();
  const [making, setMaking] = useState<{ from: PlanVersionView | null } | null>(null);
  const plans = usePagedList(PLAN_VERSIONS_KEY, listPlanVersions);
  const columns: Column<PlanVersionView>[] = [
    { key: 'name', title: t('orders.plan'), render: (plan) => <strong>{plan.name}</strong> },
    { key: 'code', title: t('pricing.form.code'), render: (plan) => plan.code },
    { key: 'version', title: t('pricing.version'), align: 'right', render: (plan) => <span className="figure">{plan.version}</span> },
    { key: 'price', title: t('pricing.form.seatMonthly'), align: 'right', render: (plan) => <Money amount={plan.seatMonthly} currency={plan.currency} /> },
    { key: 'more', title: t('pricing.terms.more'), render: (plan) => <PriceSummary pricing={plan.pricing} currency={plan.currency} /> },
    { key: 'from', title: t('pricing.plan.effectiveFrom'), render: (plan) => <Instant at={plan.effectiveFrom} /> },
    { key: 'to', title: t('pricing.plan.effectiveTo'), render: (plan) => <Instant at={plan.effectiveTo} none={t('pricing.forGood')} /> },
    {
      key: 'next',
      title: t('pricing.plan.next'),
      render: (plan) => (
        <Button size="small" onClick={() => setMaking({ from: plan })}>
          {t('pricing.plan.nextOf', { version: plan.version })}
        </Button>
      ),
    },
  ];
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setMaking({ from: null })}>
      {t('pricing.plan.make')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorPlans')} intro={t('pricing.plan.intro')} actions={button}>
      <DataTable caption={t('pages.operatorPlans')} columns={columns} source={plans} rowKey={(plan) => `${plan.code} ${String(plan.version)}`} empty={<EmptyState title={t('pricing.plan.none')} hint={t('pricing.plan.intro')} action={button} />} />
      <PlanVersionDrawer open={making !== null} from={making?.from ?? null} onClose={() => setMaking(null)} />
    </Page>
  );
}
