import { PhoneOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/page';
import type { AgentDeskView } from '../api';
import { dialable, mayBecome } from '../model';
import { type DeskActions, useDeskKey } from '../use-desk';
import { DESK_KEYS } from '../model';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Calls out: typed, pasted as people write numbers, or pressed. */
export function DialPad({ desk, actions }: { desk: AgentDeskView; actions: DeskActions }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const input = useRef<InputRef>(null);
  useDeskKey('dial', true, () => input.current?.focus());
  const to = dialable(number);
  const free = desk.seat !== null && desk.call === null && (mayBecome(desk, 'ready') || desk.state === 'ready');
  const dial = () => {
    if (!free || to === '') return;
    actions.dial.mutate(to, { onSuccess: () => setNumber('') });
  };
  return (
    <Panel title={t('desk.dialTitle')} extra={<kbd aria-hidden="true">{DESK_KEYS.dial.shown}</kbd>}>
      <div className="dial">
        <Input
          ref={input}
          size="large"
          inputMode="tel"
          autoComplete="off"
          aria-label={t('desk.dialNumber')}
          aria-keyshortcuts={DESK_KEYS.dial.aria}
          placeholder="+86 138 0013 8000"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          onPressEnter={dial}
          allowClear
        />
        <div className="dial__keys">
          {KEYS.map((key) => (
            <Button key={key} size="large" onClick={() => setNumber((before) => before + key)}>
              {key}
            </Button>
          ))}
        </div>
        <Button type="primary" size="large" block icon={<PhoneOutlined aria-hidden="true" />} disabled={!free || to === ''} loading={actions.dial.isPending} onClick={dial}>
          {t('desk.call')}
        </Button>
        {desk.seat === null && <span className="muted">{t('desk.takeSeatFirst')}</span>}
      </div>
    </Panel>
  );
}
