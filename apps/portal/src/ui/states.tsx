import { InboxOutlined, ReloadOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from './tone';
import { type RequestProblem, toProblem, UNREACHABLE } from '../session/problem';

function useProblemText(): (problem: RequestProblem) => string {
  const { t } = useTranslation();
  return (problem) => {
    if (problem.message !== '') return problem.message;
    if (problem.code === UNREACHABLE) return t('ui.error.unreachable');
    return problem.status >= 500 ? t('ui.error.server') : t('ui.error.unknown');
  };
}

function RequestId({ problem }: { problem: RequestProblem }) {
  const { t } = useTranslation();
  if (problem.requestId === null) return null;
  return (
    <span className="muted">
      {t('ui.error.requestId')} <span className="mono">{problem.requestId}</span>
    </span>
  );
}

/** A part of a page that could not be read: what to do, and the number that support asks for. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = toProblem(error);
  const words = useProblemText();
  return (
    <div className="blank" role="alert">
      <WarningOutlined className="blank__icon" aria-hidden="true" />
      <strong>{t('ui.error.title')}</strong>
      <p>{words(problem)}</p>
      <RequestId problem={problem} />
      {onRetry && (
        <div className="blank__next">
          <Button icon={<ReloadOutlined aria-hidden="true" />} onClick={onRetry}>
            {t('ui.error.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A refused action, beside the button that was pressed. */
export function ProblemNote({ error }: { error: unknown }) {
  const words = useProblemText();
  if (!error) return null;
  const problem = toProblem(error);
  return (
    <Banner tone="warn" icon={<WarningOutlined />} title={words(problem)}>
      <RequestId problem={problem} />
    </Banner>
  );
}

/** Nothing here yet: what would be here, and the one next step. */
export function EmptyState({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="blank">
      <InboxOutlined className="blank__icon" aria-hidden="true" />
      <strong>{title}</strong>
      {hint && <p>{hint}</p>}
      {action && <div className="blank__next">{action}</div>}
    </div>
  );
}

export function LoadingState({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div aria-busy="true">
      <span className="visually-hidden" role="status">
        {t('ui.loading')}
      </span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

interface Loadable<Value> {
  readonly data: Value | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** One read in its three states; what was read before stays on screen while it is read again. */
export function Loaded<Value>({ read, rows, framed, children }: { read: Loadable<Value>; rows?: number; framed?: boolean; children: (value: Value) => ReactNode }) {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  const meanwhile = read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <LoadingState rows={rows ?? 4} />;
  return framed ? <div className="panel">{meanwhile}</div> : meanwhile;
}
