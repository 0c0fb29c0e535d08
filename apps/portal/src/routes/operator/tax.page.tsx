import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addTaxCategory, beginTaxRate, listPlanCodes, listTaxCategories, TAX_KEY, type TaxCategoryInput, type TaxCategoryView, taxPlan } from '../../features/tax/api';
import { type Column, DataTable } from '../../ui/data-table';
import { FormDrawer } from '../../ui/form-drawer';
import { useFormats } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';

export function TaxPage() {
  const { t, i18n } = useTranslation();
  const { day } = useFormats();
  const [adding, setAdding] = useState(false);
  const [rating, setRating] = useState<TaxCategoryView | null>(null);
  const [planning, setPlanning] = useState<TaxCategoryView | null>(null);
  const read = useQuery({ queryKey: TAX_KEY, queryFn: listTaxCategories });
  const add = useAction((values: TaxCategoryInput) => addTaxCategory(values), { stale: [TAX_KEY], done: t('tax.added'), quiet: true });
  const columns: Column<TaxCategoryView>[] = [
    { key: 'category', title: t('tax.category'), render: (row) => <span className="break"><strong>{i18n.language === 'en' ? row.nameEn : row.nameZh}</strong> <span className="muted mono">{row.code}</span></span> },
    { key: 'rates', title: t('tax.rates'), render: (row) => (row.rates.length === 0 ? <span className="muted">{t('tax.noRate')}</span> : row.rates.map((rate) => <div key={rate.fromOn}>{t('tax.rate', { percent: plain(rate.percent), on: day(rate.fromOn) })}</div>)) },
    {
      key: 'plans',
      title: t('tax.plans'),
      render: (row) => (row.plans.length === 0 ? <span className="muted">{t('tax.noPlan')}</span> : row.plans.map((plan) => <div key={`${plan.planCode} ${plan.fromOn}`}>{plan.toOn === null ? t('tax.plan', { plan: plan.planCode, on: day(plan.fromOn) }) : t('tax.planUntil', { plan: plan.planCode, on: day(plan.fromOn), until: day(plan.toOn) })}</div>)),
    },
    {
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      render: (row) => (
        <span className="row">
          <Button size="small" onClick={() => setRating(row)}>{t('tax.newRate')}</Button>
          <Button size="small" disabled={row.rates.length === 0} onClick={() => setPlanning(row)}>{t('tax.taxPlan')}</Button>
        </span>
      ),
    },
  ];
  return (
    <Page title={t('pages.operatorTax')} intro={t('tax.intro')} actions={<Button type="primary" onClick={() => setAdding(true)}>{t('tax.add')}</Button>}>
      <DataTable caption={t('pages.operatorTax')} columns={columns} source={{ rows: read.data?.items, error: read.error, refetch: read.refetch }} rowKey={(row) => row.code} empty={<EmptyState title={t('tax.emptyTitle')} hint={t('tax.emptyHint')} />} />
      <FormDrawer<TaxCategoryInput> title={t('tax.add')} open={adding} onClose={() => setAdding(false)} submitLabel={t('tax.add')} initial={{}} onSubmit={add.mutateAsync}>
        {() => (
          <>
            <Form.Item name="code" label={t('tax.code')} extra={t('tax.codeHint')} rules={[{ required: true, pattern: /^[a-z0-9-]{1,40}$/ }]}><Input maxLength={40} /></Form.Item>
            <Form.Item name="nameEn" label={t('tax.nameEn')} rules={[{ required: true, whitespace: true }]}><Input maxLength={120} /></Form.Item>
            <Form.Item name="nameZh" label={t('tax.nameZh')} rules={[{ required: true, whitespace: true }]}><Input maxLength={120} /></Form.Item>
          </>
        )}
      </FormDrawer>
      <RateDrawer category={rating} onClose={() => setRating(null)} />
      <PlanDrawer category={planning} onClose={() => setPlanning(null)} />
    </Page>
  );
}

interface Beginning {
  from: Dayjs;
  reason: string;
}

const firstDay = () => dayjs().add(2, 'day');
const dateOf = ({ from }: Beginning) => from.format('YYYY-MM-DD');
const plain = (percent: string) => percent.replace(/\.?0+$/, '');

function BeginningFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="from" label={t('tax.fromOn')} extra={t('tax.fromHint')} rules={[{ required: true }]}><DatePicker minDate={firstDay()} /></Form.Item>
      <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true }]}><Input.TextArea rows={2} maxLength={500} /></Form.Item>
    </>
  );
}

function RateDrawer({ category, onClose }: { category: TaxCategoryView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const begin = useAction((values: Beginning & { percent: string }) => beginTaxRate(category!.code, { percent: values.percent, fromOn: dateOf(values), reason: values.reason }), { stale: [TAX_KEY], done: t('tax.saved'), quiet: true });
  return (
    <FormDrawer<Beginning & { percent: string }> title={t('tax.newRate')} open={category !== null} onClose={onClose} submitLabel={t('ui.save')} initial={{ from: firstDay() }} onSubmit={begin.mutateAsync}>
      {() => (
        <>
          <Form.Item name="percent" label={t('tax.percent')} rules={[{ required: true, pattern: /^\d{1,3}(\.\d{1,6})?$/ }]}><Input inputMode="decimal" /></Form.Item>
          <BeginningFields />
        </>
      )}
    </FormDrawer>
  );
}

function PlanDrawer({ category, onClose }: { category: TaxCategoryView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const plans = useQuery({ queryKey: ['plans', 'all'], queryFn: listPlanCodes, enabled: category !== null });
  const set = useAction((values: Beginning & { planCode: string }) => taxPlan(category!.code, { planCode: values.planCode, fromOn: dateOf(values), reason: values.reason }), { stale: [TAX_KEY], done: t('tax.saved'), quiet: true });
  return (
    <FormDrawer<Beginning & { planCode: string }> title={t('tax.taxPlan')} open={category !== null} onClose={onClose} submitLabel={t('ui.save')} initial={{ from: firstDay() }} onSubmit={set.mutateAsync}>
      {() => (
        <>
          <Form.Item name="planCode" label={t('tax.planCode')} rules={[{ required: true }]}><Select options={(plans.data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))} /></Form.Item>
          <BeginningFields />
        </>
      )}
    </FormDrawer>
  );
}
