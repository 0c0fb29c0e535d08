import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentDeskView, AgentState, SipLoginView } from '../../features/desk/api';
import { DialPad } from '../../features/desk/components/dial-pad';
import { SeatChoice } from '../../features/desk/components/seat-choice';
import { SipAccount } from '../../features/desk/components/sip-account';
import { useDesk, useDeskActions } from '../../features/desk/use-desk';
import { useSession } from '../../session/session';
import { Page, Panel } from '../../ui/page';
import { Loaded } from '../../ui/states';

const HINTS = { offline: 'busy', ready: 'ready', busy: 'busy', ringing: 'ringing', talking: 'inCall', hold: 'inCall', 'wrap-up': 'wrapUp' } as const satisfies Record<AgentState, string>;

function Waiting({ desk }: { desk: AgentDeskView }) {
  const { t } = useTranslation();
  const hint = HINTS[desk.state];
  return (
    <Panel title={t('desk.now')}>
      <div className="blank">
        <strong>{t(`desk.hint.${hint}.title`)}</strong>
        <p>{t(`desk.hint.${hint}.text`)}</p>
      </div>
    </Panel>
  );
}

function Desk({ desk }: { desk: AgentDeskView }) {
  const actions = useDeskActions();
  const [account, setAccount] = useState<SipLoginView | null>(null);
  const take = (seatId: string) => actions.take.mutate(seatId, { onSuccess: (taken) => setAccount(taken.sip) });
  const taking = actions.take.isPending ? (actions.take.variables ?? null) : null;
  return (
    <div className="columns">
      <div className="stack">
        {desk.seat === null ? <SeatChoice desk={desk} taking={taking} onTake={take} /> : <Waiting desk={desk} />}
        {account !== null && desk.seat !== null && <SipAccount account={account} onDone={() => setAccount(null)} />}
      </div>
      <DialPad desk={desk} actions={actions} />
    </div>
  );
}

export function DeskPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const read = useDesk();
  return (
    <Page title={t('pages.desk')} intro={person.displayName}>
      <Loaded read={read} rows={6}>
        {(desk) => <Desk desk={desk} />}
      </Loaded>
    </Page>
  );
}
