import { CheckCircleOutlined, ClockCircleOutlined, PauseCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Tone, ToneTag } from '../../../ui/tone';
import type { ArrearsView, LeaseStatus } from '../api';

const LEASE_LOOKS: Record<LeaseStatus, { tone: Tone; icon: ReactNode }> = {
  pending: { tone: 'info', icon: <ClockCircleOutlined /> },
  'in-service': { tone: 'good', icon: <CheckCircleOutlined /> },
  suspended: { tone: 'hold', icon: <PauseCircleOutlined /> },
  ended: { tone: 'neutral', icon: <StopOutlined /> },
};

export function LeaseStateTag({ status }: { status: LeaseStatus }) {
  const { t } = useTranslation();
  return (
    <ToneTag tone={LEASE_LOOKS[status].tone} icon={LEASE_LOOKS[status].icon}>
      {t(`leases.status.${status}`)}
    </ToneTag>
  );
}

const ARREARS_LOOKS: Record<ArrearsView['status'], { tone: Tone; icon: ReactNode }> = {
  clear: { tone: 'good', icon: <CheckCircleOutlined /> },
  overdue: { tone: 'alarm', icon: <ClockCircleOutlined /> },
  held: { tone: 'warn', icon: <ClockCircleOutlined /> },
  suspended: { tone: 'hold', icon: <PauseCircleOutlined /> },
};

export function ArrearsStateTag({ status }: { status: ArrearsView['status'] }) {
  const { t } = useTranslation();
  return (
    <ToneTag tone={ARREARS_LOOKS[status].tone} icon={ARREARS_LOOKS[status].icon}>
      {t(`arrears.status.${status}`)}
    </ToneTag>
  );
}
