import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../session/problem';

interface ActionOptions {
  /** The reads that the action makes stale. */
  readonly stale: readonly QueryKey[];
  readonly done?: string;
  /** Where the screen shows the refusal itself, no message floats over it. */
  readonly quiet?: boolean;
}

/** A write: it marks what it changed as stale, says that it is done, and tells a refusal in the API's own words. */
export function useAction<Input, Result>(action: (input: Input) => Promise<Result>, { stale, done, quiet = false }: ActionOptions) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: action,
    onSuccess: async () => {
      if (done !== undefined) void message.success(done);
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (quiet) return;
      const problem = toProblem(error);
      const id = problem.requestId === null ? '' : ` (${t('ui.error.requestId')} ${problem.requestId})`;
      void message.warning({ content: `${problem.message || t('ui.error.unknown')}${id}`, duration: 6 });
    },
  });
}
