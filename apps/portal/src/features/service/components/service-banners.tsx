import { PauseCircleOutlined, ToolOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../ui/button-link';
import { useFormats } from '../../../ui/formats';
import { Banner } from '../../../ui/tone';
import type { ArrearsBannerView, MaintenanceBannerView, ServiceStatusView } from '../api';

function ArrearsBanner({ arrears }: { arrears: ArrearsBannerView }) {
  const { t } = useTranslation();
  const { money, day, instant } = useFormats();
  const suspended = arrears.status === 'suspended';
  const amount = money(arrears.toPay, arrears.currency);
  return (
    <Banner
      tone="alarm"
      icon={suspended ? <PauseCircleOutlined /> : <WarningOutlined />}
      title={suspended ? t('service.suspendedTitle', { amount }) : t('service.overdueTitle', { amount, day: day(arrears.lastDayToPayOn) })}
      action={<ButtonLink to="/invoices">{t('service.pay')}</ButtonLink>}
    >
      {suspended
        ? t('service.suspendedHint', { invoices: arrears.because.join(t('ui.comma')) })
        : t('service.overdueHint', { invoices: arrears.because.join(t('ui.comma')), at: arrears.suspensionAt === null ? '–' : instant(arrears.suspensionAt) })}
    </Banner>
  );
}

function MaintenanceBanner({ window }: { window: MaintenanceBannerView }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  return (
    <Banner tone={window.running ? 'warn' : 'info'} icon={<ToolOutlined />} title={window.running ? t('service.maintenanceRunning', { end: instant(window.endAt) }) : t('service.maintenanceTitle', { start: instant(window.startAt), end: instant(window.endAt) })}>
      {window.note}
    </Banner>
  );
}

/** What stands between the tenant and its service, with what to do about it. */
export function ServiceBanners({ status }: { status: ServiceStatusView }) {
  return (
    <>
      {status.arrears !== null && <ArrearsBanner arrears={status.arrears} />}
      {status.maintenance.map((window) => (
        <MaintenanceBanner key={window.id} window={window} />
      ))}
    </>
  );
}
