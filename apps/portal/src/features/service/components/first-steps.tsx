import { CheckCircleFilled, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAllowed } from '../../../session/session';
import { Panel } from '../../../ui/page';
import { CALLS_KEY, listCalls } from '../../calls/api';
import { listMembers, MEMBERS_KEY } from '../../members/api';
import { listNumbers, NUMBERS_KEY } from '../../numbers/api';
import { listQueues, QUEUES_KEY } from '../../queues/api';
import type { SeatView } from '../../seats/api';
import { type FirstStep, firstSteps } from '../model';

const WHERE: Record<FirstStep, string> = { rent: '/seats/buy', invite: '/members', entitle: '/seats', queue: '/queues', number: '/numbers', call: '/calls' };

/** From an empty account to the first call; gone once all is done. Only who can do the steps sees them. */
export function FirstSteps({ seats }: { seats: readonly SeatView[] }) {
  const { t } = useTranslation();
  const manages = useAllowed('members:manage');
  const members = useQuery({ queryKey: [...MEMBERS_KEY, 'options'], queryFn: () => listMembers(), enabled: manages });
  const numbers = useQuery({ queryKey: [...NUMBERS_KEY, 'options'], queryFn: () => listNumbers(), enabled: manages });
  const queues = useQuery({ queryKey: [...QUEUES_KEY, 'options'], queryFn: () => listQueues(), enabled: manages });
  const calls = useQuery({ queryKey: [...CALLS_KEY, 'first'], queryFn: () => listCalls(null), enabled: manages });
  if (!members.data || !numbers.data || !queues.data || !calls.data) return null;
  const agents = members.data.items.filter((member) => member.roles.includes('agent')).length;
  const steps = firstSteps({ seats, agents, numbers: numbers.data.items, queues: queues.data.items, calls: calls.data.items.length });
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <Panel title={t('service.firstSteps', { done, all: steps.length })}>
      <ol className="steps">
        {steps.map(({ step, done: ready }) => (
          <li key={step}>
            <Link to={WHERE[step]} className={ready ? 'step step--done' : 'step'}>
              <span className="step__mark" aria-hidden="true">
                {ready ? <CheckCircleFilled /> : null}
              </span>
              <span className="step__words">
                <strong>{t(`service.step.${step}.title`)}</strong>
                <span className="muted">{t(`service.step.${step}.hint`)}</span>
              </span>
              {ready ? <span className="muted">{t('service.stepDone')}</span> : <RightOutlined aria-hidden="true" />}
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
