import { DatePicker, Form, Input, Segmented, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import {
  COMPARED_TRUNKS_KEY, type CarrierFileFormat, type ComparedTrunkView, type CostDeckView, RECONCILIATIONS_KEY, reconcileTrunk, type RecordsSource, setRecordsSource, uploadCarrierFile,
  uploadCostDeck,
} from '../api';
import { CsvField } from './csv-field';

const DAY = 'YYYY-MM-DD';

interface DrawerProps {
  trunk: ComparedTrunkView | null;
  zone: string;
  onClose: () => void;
}

/** A day of a trunk, compared now. */
export function CompareDrawer({ trunk, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const compare = useAction(
    async ({ on }: { on: Dayjs }) => {
      const { run } = await reconcileTrunk({ tenantId: trunk?.tenantId ?? '', trunkId: trunk?.id ?? '', on: on.format(DAY) });
      void navigate(`/operator/reconciliations/${run.id}`);
    },
    { stale: [RECONCILIATIONS_KEY], quiet: true },
  );
  return (
    <FormDrawer<{ on: Dayjs }> title={t('compare.compareTitle', { trunk: trunk?.name ?? '' })} open={trunk !== null} onClose={onClose} submitLabel={t('compare.compare')} initial={{ on: dayjs().subtract(1, 'day') }} onSubmit={compare.mutateAsync}>
      {() => (
        <Form.Item name="on" label={t('compare.day')} rules={[{ required: true }]} extra={t('compare.dayHint')}>
          <DatePicker allowClear={false} maxDate={dayjs()} style={{ width: '100%' }} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

interface FileValues {
  format: CarrierFileFormat;
  days: [Dayjs, Dayjs];
  file: File[];
}

const CALL_COLUMNS = 'record_id,direction,from,to,answered_at,seconds,price,currency,sequence';
const ASTERISK_COLUMNS = 'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid';

export function CarrierFileDrawer({ trunk, zone, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const upload = useAction(
    async ({ format, days, file }: FileValues) => {
      const [chosen] = file;
      const csv = (await chosen?.text()) ?? '';
      const [fromOn, throughOn] = [days[0].format(DAY), days[1].format(DAY)];
      return uploadCarrierFile(trunk?.tenantId ?? '', trunk?.id ?? '', { fileName: chosen?.name ?? 'calls.csv', csv, format, zone, fromOn, throughOn });
    },
    { stale: [COMPARED_TRUNKS_KEY], done: t('compare.uploaded'), quiet: true },
  );
  return (
    <FormDrawer<FileValues> title={t('compare.uploadTitle', { trunk: trunk?.name ?? '' })} open={trunk !== null} onClose={onClose} submitLabel={t('compare.upload')} initial={{ format: 'plain' }} onSubmit={upload.mutateAsync}>
      {(form) => (
        <>
          <Form.Item name="format" label={t('compare.format')} required>
            <Segmented options={(['plain', 'asterisk-cdr'] as const).map((value) => ({ value, label: t(`compare.formatOf.${value}`) }))} />
          </Form.Item>
          <Form.Item name="days" label={t('compare.covers')} rules={[{ required: true }]} extra={t('compare.coversHint', { zone })}>
            <DatePicker.RangePicker style={{ width: '100%' }} maxDate={dayjs()} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(before, after) => before.format !== after.format}>
            {() => <CsvField columns={form.getFieldValue('format') === 'asterisk-cdr' ? ASTERISK_COLUMNS : CALL_COLUMNS} />}
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

interface CostValues {
  direction: CostDeckView['direction'];
  currency: string;
  name: string;
  from: Dayjs;
  file: File[];
}

export function CostDeckDrawer({ trunk, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const upload = useAction(
    async ({ direction, currency, name, from, file }: CostValues) =>
      uploadCostDeck(trunk?.tenantId ?? '', trunk?.id ?? '', { direction, currency: currency.toUpperCase(), name, effectiveFrom: from.startOf('day').toISOString(), csv: (await file[0]?.text()) ?? '' }),
    { stale: [COMPARED_TRUNKS_KEY], done: t('compare.costUploaded'), quiet: true },
  );
  const initial = { direction: 'outbound' as const, currency: 'CNY', from: dayjs().startOf('month') };
  return (
    <FormDrawer<CostValues> title={t('compare.costTitle', { trunk: trunk?.name ?? '' })} open={trunk !== null} onClose={onClose} submitLabel={t('compare.upload')} initial={initial} onSubmit={upload.mutateAsync}>
      {() => (
        <>
          <Form.Item name="direction" label={t('decks.directionTitle')} required>
            <Segmented options={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`calls.direction.${value}`) }))} />
          </Form.Item>
          <Form.Item name="name" label={t('decks.name')} rules={[{ required: true, whitespace: true, max: 200 }]}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="currency" label={t('compare.currency')} rules={[{ required: true, len: 3 }]}>
            <Input autoComplete="off" style={{ width: 100 }} />
          </Form.Item>
          <Form.Item name="from" label={t('compare.costFrom')} rules={[{ required: true }]}>
            <DatePicker allowClear={false} />
          </Form.Item>
          <CsvField columns="prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to" />
        </>
      )}
    </FormDrawer>
  );
}

interface SourceValues {
  source: RecordsSource;
  account?: string;
}

const SOURCES = ['simulated', 'asterisk', 'twilio', 'upload'] as const;

export function SourceDrawer({ trunk, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const save = useAction(
    ({ source, account }: SourceValues) => setRecordsSource(trunk?.tenantId ?? '', trunk?.id ?? '', { source, account: account?.trim() || null }),
    { stale: [COMPARED_TRUNKS_KEY], done: t('compare.sourceSaved'), quiet: true },
  );
  const initial = trunk === null ? {} : { source: trunk.source, ...(trunk.account === null ? {} : { account: trunk.account }) };
  return (
    <FormDrawer<SourceValues> title={t('compare.sourceTitle', { trunk: trunk?.name ?? '' })} open={trunk !== null} onClose={onClose} submitLabel={t('compare.save')} initial={initial} onSubmit={save.mutateAsync}>
      {() => (
        <>
          <Form.Item name="source" label={t('compare.source')} rules={[{ required: true }]}>
            <Select options={SOURCES.map((value) => ({ value, label: t(`compare.sourceOf.${value}`) }))} />
          </Form.Item>
          <Form.Item name="account" label={t('compare.account')} extra={t('compare.accountHint')}>
            <Input autoComplete="off" spellCheck={false} maxLength={80} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
