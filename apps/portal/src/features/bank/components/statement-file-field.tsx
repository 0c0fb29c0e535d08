import { FileTextOutlined } from '@ant-design/icons';
import { Form, Upload } from 'antd';
import { useTranslation } from 'react-i18next';

/** A bank's file, dropped or chosen; it is read here and sent when asked for. */
export function StatementFileField({ onFile, required = true }: { onFile?: (file: File | null) => void; required?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="file"
      label={t('bank.file')}
      rules={[{ required }]}
      valuePropName="fileList"
      getValueFromEvent={(event: { fileList: { originFileObj?: File }[] }) => {
        const files = event.fileList.flatMap((file) => file.originFileObj ?? (file as unknown as File));
        onFile?.(files[0] ?? null);
        return files;
      }}
    >
      <Upload.Dragger accept=".csv,.txt,text/csv" maxCount={1} beforeUpload={() => false}>
        <FileTextOutlined style={{ fontSize: 24 }} aria-hidden="true" />
        <p style={{ margin: '8px 0 0' }}>{t('bank.drop')}</p>
      </Upload.Dragger>
    </Form.Item>
  );
}
