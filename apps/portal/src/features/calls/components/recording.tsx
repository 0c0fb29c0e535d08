import { PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallView, recordingAddress } from '../api';

/** A recording is fetched when somebody wants to hear it: each hearing is audited, and a list of players is noise. */
export function Recording({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!call.hasRecording) return <span className="muted">–</span>;
  const name = t('calls.recordingOf', { number: call.callerNumber });
  if (open) return <audio controls autoPlay src={recordingAddress(call.id)} aria-label={name} className="recording" />;
  return (
    <Button size="small" icon={<PlayCircleOutlined aria-hidden="true" />} aria-label={name} onClick={() => setOpen(true)}>
      {t('calls.play')}
    </Button>
  );
}
