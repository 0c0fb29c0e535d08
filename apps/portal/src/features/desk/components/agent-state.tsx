import { BellFilled, CheckCircleFilled, CoffeeOutlined, EditOutlined, PauseCircleFilled, PhoneFilled, PoweroffOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Tone, ToneTag } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import type { AgentState } from '../api';

const LOOKS: Record<AgentState, { tone: Tone; icon: ReactNode }> = {
  offline: { tone: 'neutral', icon: <PoweroffOutlined /> },
  ready: { tone: 'good', icon: <CheckCircleFilled /> },
  busy: { tone: 'warn', icon: <CoffeeOutlined /> },
  ringing: { tone: 'info', icon: <BellFilled /> },
  talking: { tone: 'filled', icon: <PhoneFilled /> },
  hold: { tone: 'hold', icon: <PauseCircleFilled /> },
  'wrap-up': { tone: 'wrap', icon: <EditOutlined /> },
};

export function AgentStateTag({ state, busyReason }: { state: AgentState; busyReason: string | null }) {
  const { t } = useTranslation();
  const reason = useCodeText('desk.reason');
  return (
    <ToneTag tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
      {t(`desk.state.${state}`)}
      {state === 'busy' && busyReason !== null && ` · ${reason(busyReason)}`}
    </ToneTag>
  );
}
