import { CheckCircleOutlined, ExclamationCircleOutlined, FieldTimeOutlined, MinusCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Tone, ToneTag } from '../../../ui/tone';
import type { InvoiceStatus } from '../api';

const LOOKS: Record<InvoiceStatus, { tone: Tone; icon: ReactNode }> = {
  open: { tone: 'info', icon: <FieldTimeOutlined /> },
  overdue: { tone: 'alarm', icon: <ExclamationCircleOutlined /> },
  paid: { tone: 'good', icon: <CheckCircleOutlined /> },
  'written-off': { tone: 'info', icon: <MinusCircleOutlined /> },
};

export function InvoiceStateTag({ status }: { status: InvoiceStatus }) {
  const { t } = useTranslation();
  return (
    <ToneTag tone={LOOKS[status].tone} icon={LOOKS[status].icon}>
      {t(`invoices.status.${status}`)}
    </ToneTag>
  );
}
