import { PhoneOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../ui/use-now';
import type { AgentDeskView, DeskCallView } from '../api';
import { ringSecondsLeft } from '../model';
import type { DeskActions } from '../use-desk';
import { KeyButton } from './key-button';
import { secondsToCut } from '../../wallets/model';
import { StateTimer } from './state-timer';

/** Three rings of five seconds, unless the API says another time. */
const RING_TIMEOUT_SECONDS = 15;

function Countdown({ since }: { since: string }) {
  const { t } = useTranslation();
  const left = ringSecondsLeft(since, RING_TIMEOUT_SECONDS, useNow(250));
  return (
    <span className="countdown">
      <span className="countdown__rail" aria-hidden="true">
        <span className="countdown__fill" style={{ width: `${String((left / RING_TIMEOUT_SECONDS) * 100)}%` }} />
      </span>
      <span className="figure">{t('desk.secondsLeft', { seconds: left })}</span>
    </span>
  );
}

const WARN_SECONDS = 30;

/** The last seconds of a call that has no money for more. */
function TalkEnd({ talkUntil }: { talkUntil: string }) {
  const { t } = useTranslation();
  const seconds = secondsToCut(talkUntil, useNow(250), WARN_SECONDS);
  return seconds === null ? null : <strong role="alert">{t('talk.endsIn', { seconds })}</strong>;
}

/** Takes the focus for a call that rings, unless the person is writing. */
function useRingFocus(ringing: boolean) {
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    const writing = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
    if (ringing && !writing) answer.current?.focus();
  }, [ringing]);
  return answer;
}

export function CallCard({ call, desk, actions }: { call: DeskCallView; desk: AgentDeskView; actions: DeskActions }) {
  const { t } = useTranslation();
  const ringing = desk.state === 'ringing';
  const incoming = ringing && call.direction === 'inbound';
  const answer = useRingFocus(incoming && call.canAnswer);
  const title = incoming ? t('desk.incoming') : ringing ? t('desk.dialling') : t('desk.talkingWith');
  return (
    <div className={incoming ? 'call-card call-card--ringing' : 'call-card'}>
      <div className="call-card__who">
        <span>{title}</span>
        <strong className="call-card__number figure">{call.callerNumber}</strong>
        {call.queueName !== null && <span>{t('desk.viaQueue', { queue: call.queueName })}</span>}
      </div>
      {!ringing && call.talkUntil !== null && <TalkEnd talkUntil={call.talkUntil} />}
      {incoming ? (
        <Countdown since={call.since} />
      ) : (
        <span className="call-card__timer">
          <StateTimer since={call.since} />
        </span>
      )}
      <div className="call-card__actions">
        {incoming && call.canAnswer && (
          <KeyButton ref={answer} shortcut="answer" type="primary" icon={<PhoneOutlined aria-hidden="true" />} loading={actions.answer.isPending} onPress={() => actions.answer.mutate(call.id)}>
            {t('desk.answer')}
          </KeyButton>
        )}
        {incoming && !call.canAnswer && <strong>{t('desk.answerOnPhone')}</strong>}
        <KeyButton shortcut="hang-up" icon={<PhoneOutlined rotate={135} aria-hidden="true" />} loading={actions.hangUp.isPending} onPress={() => actions.hangUp.mutate(call.id)}>
          {incoming ? t('desk.refuse') : t('desk.hangUp')}
        </KeyButton>
      </div>
    </div>
  );
}
