import { Button, DatePicker, Form, Input, Segmented } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FAPIAO_KEY, type FapiaoState, type FapiaoView, issueFapiao, issueRedLetter, listAllFapiao, refuseFapiao } from '../../features/fapiao/api';
import { useFapiaoColumns } from '../../features/fapiao/components/fapiao-columns';
import { type Column, DataTable } from '../../ui/data-table';
import { FormDrawer } from '../../ui/form-drawer';
import { Money } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

const STATES: readonly FapiaoState[] = ['requested', 'issued', 'refused', 'red-needed', 'red-issued'];

export function OperatorFapiaoPage() {
  const { t } = useTranslation();
  const [state, setState] = useFilter<FapiaoState>('state', STATES);
  const [issuing, setIssuing] = useState<FapiaoView | null>(null);
  const [refusing, setRefusing] = useState<FapiaoView | null>(null);
  const fapiao = usePagedList([...FAPIAO_KEY, 'all', state], (cursor) => listAllFapiao(cursor, state));
  const refuse = useAction(({ reason }: { reason: string }) => refuseFapiao(addressOf(refusing!), reason), { stale: [FAPIAO_KEY], done: t('fapiao.refused'), quiet: true });
  const columns: Column<FapiaoView>[] = [
    { key: 'tenant', title: t('leases.tenant'), render: (row) => row.tenantName },
    ...useFapiaoColumns(),
    {
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      render: (row) => (
        <span className="row">
          {row.state === 'requested' && <Button size="small" type="primary" onClick={() => setIssuing(row)}>{t('fapiao.issue')}</Button>}
          {row.state === 'requested' && <Button size="small" onClick={() => setRefusing(row)}>{t('fapiao.refuse')}</Button>}
          {row.state === 'red-needed' && <Button size="small" type="primary" onClick={() => setIssuing(row)}>{t('fapiao.issueRed')}</Button>}
        </span>
      ),
    },
  ];
  return (
    <Page title={t('pages.operatorFapiao')} intro={t('fapiao.operatorIntro')}>
      <div className="filters">
        <Segmented<FapiaoState | 'all'>
          aria-label={t('fapiao.stateTitle')}
          value={state ?? 'all'}
          onChange={(value) => setState(value === 'all' ? null : value)}
          options={[{ value: 'all' as const, label: t('ui.all') }, ...STATES.map((value) => ({ value, label: t(`fapiao.state.${value}`) }))]}
        />
      </div>
      <DataTable caption={t('pages.operatorFapiao')} columns={columns} source={fapiao} rowKey={(row) => row.id} empty={<EmptyState title={t('fapiao.emptyTitle')} />} />
      <IssueDrawer fapiao={issuing} onClose={() => setIssuing(null)} />
      <FormDrawer<{ reason: string }> title={t('fapiao.refuse')} open={refusing !== null} onClose={() => setRefusing(null)} submitLabel={t('fapiao.refuse')} initial={{}} onSubmit={refuse.mutateAsync}>
        {() => (
          <Form.Item name="reason" label={t('operator.reason')} extra={t('operator.reasonHint')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        )}
      </FormDrawer>
    </Page>
  );
}

interface Document {
  number: string;
  issued: Dayjs;
}

function IssueDrawer({ fapiao, onClose }: { fapiao: FapiaoView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const red = fapiao?.state === 'red-needed';
  const record = useAction(
    ({ number, issued }: Document) => (red ? issueRedLetter : issueFapiao)(addressOf(fapiao!), { number, issuedOn: issued.format('YYYY-MM-DD') }),
    { stale: [FAPIAO_KEY], done: t('fapiao.recorded'), quiet: true },
  );
  const missing = fapiao?.redLetters.find(({ number }) => number === null);
  const title = red ? t('fapiao.issueRed') : t('fapiao.issue');
  return (
    <FormDrawer<Document> title={title} open={fapiao !== null} onClose={onClose} submitLabel={title} initial={{ issued: dayjs() }} onSubmit={record.mutateAsync}>
      {() => fapiao && (
        <>
          <p className="break">
            {fapiao.to.title} <span className="mono">{fapiao.to.taxNumber}</span> <Money amount={missing?.amount ?? fapiao.amount} currency={fapiao.currency} strong />
          </p>
          <Form.Item name="number" label={t('fapiao.number')} rules={[{ required: true, pattern: /^[0-9]{8,20}$/, message: t('fapiao.numberRule') }]}>
            <Input maxLength={20} inputMode="numeric" />
          </Form.Item>
          <Form.Item name="issued" label={t('fapiao.issuedOn')} rules={[{ required: true }]}>
            <DatePicker maxDate={dayjs()} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

const addressOf = ({ tenantId, id }: FapiaoView) => ({ tenantId, id });
