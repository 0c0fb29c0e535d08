import { Form, Input, Segmented, Select, Upload } from 'antd';
import { FileTextOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { type DeckView, DECKS_KEY, uploadDeck } from '../api';

interface Values {
  direction: DeckView['direction'];
  name?: string;
  zone: string;
  file: File[];
}

const ZONES = Intl.supportedValuesOf('timeZone');

const COLUMNS = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to';

export function UploadDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const upload = useAction(
    async ({ direction, name, zone, file }: Values) => {
      const csv = (await file[0]?.text()) ?? '';
      return uploadDeck({ direction, zone, ...(name?.trim() ? { name: name.trim() } : {}), csv });
    },
    { stale: [DECKS_KEY], done: t('decks.uploaded'), quiet: true },
  );
  return (
    <FormDrawer<Values> title={t('decks.upload')} open={open} onClose={onClose} submitLabel={t('decks.uploadSubmit')} initial={{ direction: 'outbound', zone: 'Asia/Shanghai' }} onSubmit={upload.mutateAsync}>
      {() => (
        <>
          <Form.Item name="direction" label={t('decks.directionTitle')} required>
            <Segmented options={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`calls.direction.${value}`) }))} />
          </Form.Item>
          <Form.Item name="name" label={t('decks.name')} extra={t('decks.nameHint')}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <Form.Item name="zone" label={t('deckRows.zone')} required>
            <Select showSearch options={ZONES.map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Form.Item
            name="file"
            label={t('decks.file')}
            rules={[{ required: true }]}
            extra={
              <>
                <span className="mono break">{COLUMNS}</span>
                <br />
                {t('deckRows.fileHint')}
              </>
            }
            valuePropName="fileList"
            getValueFromEvent={(event: { fileList: { originFileObj?: File }[] }) => event.fileList.flatMap((file) => file.originFileObj ?? (file as unknown as File))}
          >
            <Upload.Dragger accept=".csv,text/csv" maxCount={1} beforeUpload={() => false}>
              <FileTextOutlined style={{ fontSize: 24 }} aria-hidden="true" />
              <p style={{ margin: '8px 0 0' }}>{t('decks.drop')}</p>
            </Upload.Dragger>
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
