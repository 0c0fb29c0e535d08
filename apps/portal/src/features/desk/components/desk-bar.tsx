import { CheckCircleOutlined, CoffeeOutlined, PoweroffOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ToneTag } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import { useConfirm } from '../../../ui/use-confirm';
import type { AgentDeskView } from '../api';
import { BUSY_REASONS, DESK_KEYS, mayBecome } from '../model';
import { type DeskActions, useDesk, useDeskActions, useDeskKey } from '../use-desk';
import { AgentStateTag } from './agent-state';
import { CallCard } from './call-card';
import { KeyButton } from './key-button';
import { StateTimer } from './state-timer';

function BusyButton({ desk, actions }: { desk: AgentDeskView; actions: DeskActions }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const allowed = mayBecome(desk, 'busy');
  useDeskKey('busy', allowed, () => setOpen(true));
  return (
    <Dropdown
      open={open}
      onOpenChange={setOpen}
      trigger={['click']}
      disabled={!allowed}
      autoFocus
      menu={{ items: BUSY_REASONS.map((reason) => ({ key: reason, label: t(`desk.reason.${reason}`) })), onClick: ({ key }) => actions.become.mutate({ state: 'busy', reason: key }) }}
    >
      <Button size="large" icon={<CoffeeOutlined aria-hidden="true" />} disabled={!allowed} aria-keyshortcuts={DESK_KEYS.busy.aria}>
        {t('desk.goBusy')}
        <kbd aria-hidden="true">{DESK_KEYS.busy.shown}</kbd>
      </Button>
    </Dropdown>
  );
}

function LeaveButton({ desk, actions }: { desk: AgentDeskView; actions: DeskActions }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const ask = () =>
    confirm({ title: t('desk.leaveTitle'), consequence: t('desk.leaveConsequence', { seat: t('desk.seatName', { label: desk.seat?.label ?? '' }) }), confirmLabel: t('desk.leave'), onConfirm: () => actions.leave.mutateAsync(undefined) });
  return (
    <Button size="large" icon={<PoweroffOutlined aria-hidden="true" />} onClick={ask} disabled={desk.call !== null}>
      {t('desk.leave')}
    </Button>
  );
}

/** Somebody or something ends the shift; the call itself is never cut. */
function LeavesAfterCall({ cause }: { cause: string }) {
  const { t } = useTranslation();
  const words = useCodeText('desk.leaves');
  return (
    <ToneTag tone="warn" icon={<PoweroffOutlined />}>
      {t('desk.leavesAfterCall', { cause: words(cause) })}
    </ToneTag>
  );
}

/** Says each change of state and each call to who does not see the bar. */
function Announcer({ desk }: { desk: AgentDeskView }) {
  const { t } = useTranslation();
  const state = t(`desk.state.${desk.state}`);
  const ringing = desk.state === 'ringing' && desk.call !== null ? t('desk.announceRing', { number: desk.call.callerNumber, queue: desk.call.queueName ?? '' }) : '';
  return (
    <>
      <span className="visually-hidden" aria-live="polite" role="status">
        {t('desk.announceState', { state })}
      </span>
      <span className="visually-hidden" aria-live="assertive">
        {ringing}
      </span>
    </>
  );
}

/** The tab's title rings too: the desk is often behind another window. */
function useTitleRing(ringing: boolean, number: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    if (!ringing) return undefined;
    const before = document.title;
    document.title = t('desk.titleRing', { number });
    return () => {
      document.title = before;
    };
  }, [ringing, number, t]);
}

/** The agent's own line: state, its timer, the seat, the call. It never scrolls away, whatever page is open. */
export function DeskBar() {
  const { t } = useTranslation();
  const { data: desk } = useDesk();
  const actions = useDeskActions();
  useTitleRing(desk?.state === 'ringing', desk?.call?.callerNumber ?? '');
  if (desk === undefined) return null;
  return (
    <section className="desk-bar" aria-label={t('desk.bar')}>
      <Announcer desk={desk} />
      <div className="desk-bar__line">
        <span className="desk-bar__state">
          <AgentStateTag state={desk.state} busyReason={desk.busyReason} />
          {desk.seat !== null && desk.stateSince !== null && <StateTimer since={desk.stateSince} />}
        </span>
        {desk.seat === null ? (
          <Link to="/desk">{t('desk.takeSeatFirst')}</Link>
        ) : (
          <>
            <span className="muted">{t('desk.seatName', { label: desk.seat.label })}</span>
            {desk.leavesAfterCall !== null && <LeavesAfterCall cause={desk.leavesAfterCall} />}
            <span className="desk-bar__actions">
              <KeyButton
                shortcut="ready"
                type={desk.state === 'ready' ? 'default' : 'primary'}
                icon={<CheckCircleOutlined aria-hidden="true" />}
                disabled={!mayBecome(desk, 'ready')}
                loading={actions.become.isPending}
                onPress={() => actions.become.mutate({ state: 'ready' })}
              >
                {t('desk.goReady')}
              </KeyButton>
              <BusyButton desk={desk} actions={actions} />
              <LeaveButton desk={desk} actions={actions} />
            </span>
          </>
        )}
      </div>
      {desk.call !== null && <CallCard call={desk.call} desk={desk} actions={actions} />}
    </section>
  );
}
