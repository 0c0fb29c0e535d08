import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A value to hand on: readable, selectable, copied with one press; the press is confirmed in words too. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="copy-field">
      <Input aria-label={label} readOnly value={value} onFocus={(event) => event.target.select()} />
      <Button icon={copied ? <CheckOutlined aria-hidden="true" /> : <CopyOutlined aria-hidden="true" />} onClick={() => void copy()}>
        {copied ? t('ui.copied') : t('ui.copy')}
      </Button>
      <span className="visually-hidden" aria-live="polite">
        {copied ? t('ui.copied') : ''}
      </span>
    </div>
  );
}
