import { CheckCircleOutlined, PhoneOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { ToneTag } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import type { CallView } from '../api';
import { isLost } from '../model';

const LOOKS = {
  good: { tone: 'good', icon: <CheckCircleOutlined /> },
  going: { tone: 'info', icon: <PhoneOutlined /> },
  lost: { tone: 'alarm', icon: <PhoneOutlined rotate={135} /> },
  other: { tone: 'neutral', icon: <StopOutlined /> },
} as const;

function lookOf(call: CallView) {
  if (call.outcome === 'completed') return LOOKS.good;
  if (call.outcome === 'in-progress') return LOOKS.going;
  return isLost(call) ? LOOKS.lost : LOOKS.other;
}

/** How a call ended, and why where it was not let through. Red only for a caller whom nobody answered. */
export function CallOutcomeTag({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const refusal = useCodeText('calls.refusal');
  const { tone, icon } = lookOf(call);
  return (
    <ToneTag tone={tone} icon={icon}>
      {t(`calls.outcome.${call.outcome}`)}
      {call.refusal !== null && ` · ${refusal(call.refusal)}`}
    </ToneTag>
  );
}
