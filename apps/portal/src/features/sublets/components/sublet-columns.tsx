import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../ui/data-table';
import { Day } from '../../../ui/formats';
import { type Tone, ToneTag } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import type { SubletState, SubletView } from '../api';

const WAITS = { tone: 'info', icon: <ClockCircleOutlined /> } as const;
const LOOKS: Record<SubletState, { tone: Tone; icon: ReactNode }> = {
  noticed: WAITS,
  accepted: WAITS,
  consented: { tone: 'good', icon: <ClockCircleOutlined /> },
  effective: { tone: 'good', icon: <CheckCircleOutlined /> },
  declined: { tone: 'warn', icon: <CloseCircleOutlined /> },
  refused: { tone: 'warn', icon: <CloseCircleOutlined /> },
  withdrawn: { tone: 'neutral', icon: <StopOutlined /> },
  lapsed: { tone: 'neutral', icon: <StopOutlined /> },
};

/** A request as all three see it; who may do something about it gets its buttons. */
export function useSubletColumns(actions: (sublet: SubletView) => ReactNode): Column<SubletView>[] {
  const { t } = useTranslation();
  const reason = useCodeText('sublets.cause');
  return [
    { key: 'on', title: t('sublets.on'), render: (sublet) => <Day on={sublet.takesEffectOn} /> },
    {
      key: 'state',
      title: t('sublets.stateTitle'),
      render: (sublet) => (
        <span className="stack stack--tight">
          <ToneTag tone={LOOKS[sublet.state].tone} icon={LOOKS[sublet.state].icon}>
            {t(`sublets.state.${sublet.state}`)}
          </ToneTag>
          {sublet.reason !== null && <span className="break muted">{reason(sublet.reason)}</span>}
        </span>
      ),
    },
    { key: 'from', title: t('sublets.from'), render: (sublet) => [sublet.fromTenantName, sublet.fromLeaseNumber].filter(Boolean).join(' · ') },
    { key: 'to', title: t('sublets.to'), render: (sublet) => [sublet.toTenantName, sublet.toLeaseNumber].filter(Boolean).join(' · ') },
    { key: 'seats', title: t('orders.seats'), align: 'right', render: (sublet) => <span className="figure">{sublet.seats}</span> },
    { key: 'actions', title: t('ui.actions'), actions: true, width: 200, render: actions },
  ];
}
