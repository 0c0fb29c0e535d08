import { FileTextOutlined } from '@ant-design/icons';
import { Form, Upload } from 'antd';
import { useTranslation } from 'react-i18next';

/** A file that is read in the browser and sent as text. */
export function CsvField({ columns }: { columns: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="file"
      label={t('decks.file')}
      rules={[{ required: true }]}
      extra={<span className="mono break">{columns}</span>}
      valuePropName="fileList"
      getValueFromEvent={(event: { fileList: { originFileObj?: File }[] }) => event.fileList.flatMap((file) => file.originFileObj ?? (file as unknown as File))}
    >
      <Upload.Dragger accept=".csv,text/csv" maxCount={1} beforeUpload={() => false}>
        <FileTextOutlined style={{ fontSize: 24 }} aria-hidden="true" />
        <p style={{ margin: '8px 0 0' }}>{t('decks.drop')}</p>
      </Upload.Dragger>
    </Form.Item>
  );
}
