import { CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { DatedLine } from '../../../ui/dated-line';
import { useFormats, ZoneProvider } from '../../../ui/formats';
import { useNow } from '../../../ui/use-now';
import { useCodeText } from '../../../ui/use-code-text';
import type { ArrearsView } from '../api';
import { arrearsTimeline, daysLeft, type TimelineEvent } from '../model';
import { ArrearsStateTag } from './lease-state';

const A_MINUTE = 60_000;

/** What to pay until when to stay on, or to come back. */
function WhatToPay({ view, now }: { view: ArrearsView; now: Date }) {
  const { t } = useTranslation();
  const { money, day, instant } = useFormats();
  const earliest = [...view.invoices].sort((one, other) => one.dueOn.localeCompare(other.dueOn))[0];
  if (earliest === undefined) return null;
  if (view.status === 'clear') return <p className="arrears-line">{t('arrears.nextDue', { amount: money(earliest.open, view.currency), day: day(earliest.dueOn) })}</p>;
  const amount = money(view.toPay, view.currency);
  if (view.status === 'suspended') return <p className="alarm-text arrears-line">{t('arrears.payToRestore', { amount })}</p>;
  const left = daysLeft(earliest.lastDayToPayOn, view.zone, now);
  return (
    <p className="arrears-line">
      <strong>{left > 0 ? t('arrears.payUntilLeft', { amount, day: day(earliest.lastDayToPayOn), left }) : t('arrears.payUntil', { amount, day: day(earliest.lastDayToPayOn) })}</strong>{' '}
      {view.suspensionAt !== null && <span className="muted">{t('arrears.otherwise', { at: instant(view.suspensionAt) })}</span>}
    </p>
  );
}

function Explained({ view }: { view: ArrearsView }) {
  const { t } = useTranslation();
  const now = new Date(useNow(A_MINUTE));
  const notice = useCodeText('arrears.notice');
  const label = (event: TimelineEvent) => (event.notice === undefined ? t(`arrears.mark.${event.kind}`) : notice(event.notice));
  const marks = arrearsTimeline(view, now).map((mark) => ({ on: mark.on, when: mark.when, grave: mark.grave, labels: mark.events.map(label) }));
  return (
    <div className="stack">
      <div className="row">
        <ArrearsStateTag status={view.status} />
        <WhatToPay view={view} now={now} />
      </div>
      {view.hold !== null && <p style={{ margin: 0 }}>{t('arrears.held', { until: view.hold.untilOn, reason: view.hold.reason })}</p>}
      <DatedLine caption={t('arrears.timeline')} marks={marks} />
    </div>
  );
}

/** The lease's arrears on one line, in the lease's own zone. */
export function ArrearsTimeline({ view }: { view: ArrearsView }) {
  const { t } = useTranslation();
  if (view.invoices.length === 0) {
    return (
      <p style={{ margin: 0 }}>
        <CheckCircleOutlined aria-hidden="true" /> {t('arrears.nothing')}
      </p>
    );
  }
  return (
    <ZoneProvider zone={view.zone}>
      <Explained view={view} />
    </ZoneProvider>
  );
}
