import { CheckCircleOutlined, ClockCircleOutlined, DisconnectOutlined, ExclamationCircleOutlined, PauseCircleOutlined, ShoppingCartOutlined, SyncOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../../ui/formats';
import { type Tone, ToneTag } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import type { SeatState } from '../api';

const LOOKS: Record<SeatState, { tone: Tone; icon: ReactNode }> = {
  ordered: { tone: 'neutral', icon: <ShoppingCartOutlined /> },
  provisioning: { tone: 'info', icon: <SyncOutlined /> },
  failed: { tone: 'warn', icon: <ExclamationCircleOutlined /> },
  active: { tone: 'good', icon: <CheckCircleOutlined /> },
  suspended: { tone: 'hold', icon: <PauseCircleOutlined /> },
  releasing: { tone: 'neutral', icon: <ClockCircleOutlined /> },
  released: { tone: 'neutral', icon: <DisconnectOutlined /> },
};

export function SeatStateTag({ state }: { state: SeatState }) {
  const { t } = useTranslation();
  const look = LOOKS[state];
  return (
    <ToneTag tone={look.tone} icon={look.icon}>
      {t(`seats.state.${state}`)}
    </ToneTag>
  );
}

/** A state with why it is so, in words that say how to mend it. */
export function SeatStateWithCause({ state, cause, retryAt = null }: { state: SeatState; cause: string | null; retryAt?: string | null }) {
  const { t } = useTranslation();
  const words = useCodeText('seats.cause');
  return (
    <span className="stack stack--tight" style={{ alignItems: 'flex-start' }}>
      <SeatStateTag state={state} />
      {cause !== null && <span className="muted">{words(cause)}</span>}
      {retryAt !== null && (
        <span className="muted">
          {t('seats.retryAt')} <Instant at={retryAt} />
        </span>
      )}
    </span>
  );
}
