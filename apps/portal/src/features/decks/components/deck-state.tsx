import { CheckCircleOutlined, ClockCircleOutlined, FieldTimeOutlined, HistoryOutlined, StopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Tone, ToneTag } from '../../../ui/tone';
import type { DeckState } from '../api';

const LOOKS: Record<DeckState, { tone: Tone; icon: ReactNode }> = {
  staged: { tone: 'warn', icon: <ClockCircleOutlined /> },
  scheduled: { tone: 'info', icon: <FieldTimeOutlined /> },
  'in-force': { tone: 'good', icon: <CheckCircleOutlined /> },
  superseded: { tone: 'neutral', icon: <HistoryOutlined /> },
  discarded: { tone: 'neutral', icon: <StopOutlined /> },
};

export function DeckStateTag({ state }: { state: DeckState }) {
  const { t } = useTranslation();
  return (
    <ToneTag tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
      {t(`deck.state.${state}`)}
    </ToneTag>
  );
}
