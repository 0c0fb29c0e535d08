import { PhoneOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addStock, type CarrierName, listOperatorStock, OPERATOR_STOCK_KEY, ringDemoNumber, type StockNumberView } from '../../features/numbers/api';
import { CARRIER_NAMES } from '../../features/numbers/model';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { FormDrawer } from '../../ui/form-drawer';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { usePagedList } from '../../ui/use-paged-list';

interface Values {
  e164: string;
  carrier: CarrierName;
  country: string;
}

function AddDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const add = useAction((values: Values) => addStock({ ...values, e164: values.e164.replace(/[\s()-]/g, '') }), { stale: [OPERATOR_STOCK_KEY], done: t('numbers.added'), quiet: true });
  return (
    <FormDrawer<Values> title={t('numbers.addStock')} open={open} onClose={onClose} submitLabel={t('numbers.addSubmit')} initial={{ carrier: 'simulated', country: 'CN' }} onSubmit={add.mutateAsync}>
      {() => (
        <>
          <Form.Item name="e164" label={t('numbers.number')} rules={[{ required: true, pattern: /^\+[\d\s()-]{6,24}$/, message: t('numbers.e164Rule') }]}>
            <Input inputMode="tel" autoComplete="off" placeholder="+86 21 5555 0100" />
          </Form.Item>
          <Form.Item name="carrier" label={t('maintenance.carrier')} rules={[{ required: true }]}>
            <Select options={CARRIER_NAMES.map((value) => ({ value, label: t(`numbers.carrierName.${value}`) }))} />
          </Form.Item>
          <Form.Item name="country" label={t('tenants.country')} rules={[{ required: true, pattern: /^[A-Z]{2}$/ }]} normalize={(written: string) => written.toUpperCase()}>
            <Input maxLength={2} style={{ width: 100 }} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

/** Only in the demo: a number of the simulated carrier can be called from here, since no telephone network leads to it. */
function RingButton({ number }: { number: StockNumberView }) {
  const { t } = useTranslation();
  const allowed = useAllowed('operator:demo');
  const ring = useAction(ringDemoNumber, { stale: [], done: t('numbers.ringing', { number: number.e164 }) });
  if (!allowed || number.carrier !== 'simulated' || number.tenantName === null) return null;
  return (
    <Button size="small" icon={<PhoneOutlined aria-hidden="true" />} loading={ring.isPending} onClick={() => ring.mutate(number.e164)}>
      {t('numbers.ring')}
    </Button>
  );
}

export function NumberStockPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const stock = usePagedList(OPERATOR_STOCK_KEY, listOperatorStock);
  const columns: Column<StockNumberView>[] = [
    { key: 'number', title: t('numbers.number'), render: (number) => <strong className="figure">{number.e164}</strong> },
    { key: 'country', title: t('tenants.country'), render: (number) => number.country },
    { key: 'carrier', title: t('maintenance.carrier'), render: (number) => t(`numbers.carrierName.${number.carrier}`) },
    { key: 'tenant', title: t('numbers.takenBy'), render: (number) => number.tenantName ?? <span className="muted">{t('numbers.inStock')}</span> },
    { key: 'actions', title: t('ui.actions'), actions: true, width: 160, render: (number) => <RingButton number={number} /> },
  ];
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('numbers.addStock')}
    </Button>
  );
  return (
    <Page title={t('pages.operatorNumbers')} intro={t('numbers.stockIntro')} actions={button}>
      <DataTable
        caption={t('pages.operatorNumbers')}
        columns={columns}
        source={stock}
        rowKey={(number) => number.id}
        empty={<EmptyState title={t('numbers.stockNoneTitle')} hint={t('numbers.stockNoneHint')} action={button} />}
      />
      <AddDrawer open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
