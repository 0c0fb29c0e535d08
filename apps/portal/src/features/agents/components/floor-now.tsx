import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePulse } from '../../../session/live';
import { Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { AgentStateTag } from '../../desk/components/agent-state';
import { StateTimer } from '../../desk/components/state-timer';
import { AGENTS_KEY, listAgents } from '../api';

/** Who is on duty right now, and in which state. */
export function FloorNow() {
  const { t } = useTranslation();
  const agents = useQuery({ queryKey: [...AGENTS_KEY, 'now'], queryFn: listAgents, refetchInterval: usePulse(5_000) });
  return (
    <Panel title={t('pages.agents')} extra={<Link to="/agents">{t('agents.all')}</Link>}>
      <Loaded read={agents} rows={3}>
        {(page) => {
          const onDuty = page.items.filter((agent) => agent.state !== 'offline');
          if (onDuty.length === 0) return <EmptyState title={t('agents.nobodyOnDuty')} />;
          return (
            <ul className="plain-list">
              {onDuty.map((agent) => (
                <li key={agent.memberId} className="row row--between">
                  <strong>{agent.displayName}</strong>
                  <span className="row">
                    <AgentStateTag state={agent.state} busyReason={agent.busyReason} /> <StateTimer since={agent.stateSince} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
