import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DocumentLanguage, inLanguage } from '../api';

const LANGUAGES: readonly DocumentLanguage[] = ['zh-CN', 'en'];

/** A document in both languages; each opens in a tab of its own. */
export function PdfLinks({ name, address, size }: { name: string; address: string; size?: 'small' }) {
  const { t } = useTranslation();
  return (
    <span className="row">
      {LANGUAGES.map((language) => (
        <Button key={language} {...(size ? { size } : {})} href={inLanguage(address, language)} target="_blank" rel="noreferrer" icon={<FilePdfOutlined aria-hidden="true" />}>
          {t('pdf.link', { name, language: t(`pdf.language.${language}`) })}
        </Button>
      ))}
    </span>
  );
}
