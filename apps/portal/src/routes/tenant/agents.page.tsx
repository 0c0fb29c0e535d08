import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { AGENTS_KEY, type AgentView, listAgents, logOutAgent } from '../../features/agents/api';
import { AgentStateTag } from '../../features/desk/components/agent-state';
import { StateTimer } from '../../features/desk/components/state-timer';
import { usePulse } from '../../session/live';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

function useAgentColumns(): Column<AgentView>[] {
  const { t } = useTranslation();
  const supervises = useAllowed('agents:supervise');
  const confirm = useConfirm();
  const logOut = useAction(logOutAgent, { stale: [AGENTS_KEY], done: t('agents.loggedOut') });
  const ask = (agent: AgentView) =>
    confirm({ title: t('agents.logOutTitle', { name: agent.displayName }), consequence: t('agents.logOutConsequence'), confirmLabel: t('agents.logOut'), onConfirm: () => logOut.mutateAsync(agent.memberId) });
  const actions: Column<AgentView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    width: 140,
    render: (agent) =>
      agent.state === 'offline' ? null : (
        <Button size="small" onClick={() => ask(agent)}>
          {t('agents.logOut')}
        </Button>
      ),
  };
  return [
    { key: 'name', title: t('members.name'), render: (agent) => <strong>{agent.displayName}</strong> },
    { key: 'state', title: t('agents.state'), render: (agent) => <AgentStateTag state={agent.state} busyReason={agent.busyReason} /> },
    { key: 'since', title: t('agents.since'), align: 'right', width: 120, render: (agent) => (agent.state === 'offline' ? <span className="muted">–</span> : <StateTimer since={agent.stateSince} />) },
    { key: 'seat', title: t('seats.seat'), render: (agent) => agent.seatLabel ?? <span className="muted">–</span> },
    ...(supervises ? [actions] : []),
  ];
}

export function AgentsPage() {
  const { t } = useTranslation();
  const columns = useAgentColumns();
  const agents = usePagedList(AGENTS_KEY, listAgents, { refetchInterval: usePulse(5_000) });
  return (
    <Page title={t('pages.agents')} intro={t('agents.intro')}>
      <DataTable caption={t('pages.agents')} columns={columns} source={agents} rowKey={(agent) => agent.memberId} empty={<EmptyState title={t('agents.emptyTitle')} hint={t('agents.emptyHint')} />} />
    </Page>
  );
}
