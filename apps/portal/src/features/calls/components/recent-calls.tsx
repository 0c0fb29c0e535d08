import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Duration, Instant } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { EmptyState, Loaded } from '../../../ui/states';
import { CALLS_KEY, type CallView, listCalls } from '../api';
import { CallOutcomeTag } from './call-outcome';

const MOST = 6;

/** The other side's number, whichever way the call went. */
function otherSide(call: CallView): string {
  return call.direction === 'inbound' ? call.callerNumber : call.calledNumber;
}

/** The last few calls, at a glance. */
export function RecentCalls() {
  const { t } = useTranslation();
  const calls = useQuery({ queryKey: [...CALLS_KEY, 'first'], queryFn: () => listCalls(null) });
  return (
    <Panel title={t('calls.recent')} extra={<Link to="/calls">{t('calls.all')}</Link>}>
      <Loaded read={calls} rows={4}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('calls.emptyTitle')} hint={t('calls.emptyHint')} />
          ) : (
            <ul className="plain-list">
              {page.items.slice(0, MOST).map((call) => (
                <li key={call.id} className="row row--between">
                  <span className="row">
                    <Instant at={call.startedAt} /> <span className="muted">{t(`calls.direction.${call.direction}`)}</span>
                    <strong className="figure">{otherSide(call) || t('calls.withheld')}</strong>
                    {call.agentName !== null && <span className="muted">{call.agentName}</span>}
                  </span>
                  <span className="row">
                    <CallOutcomeTag call={call} /> <Duration milliseconds={call.answeredAt === null ? null : call.milliseconds} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
