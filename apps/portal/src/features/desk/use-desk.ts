import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePulse } from '../../session/live';
import { useAction } from '../../ui/use-action';
import { CALLS_KEY } from '../calls/api';
import { answerCall, callOut, DESK_KEY, hangUpCall, leaveSeat, readDesk, setAgentState, takeSeat } from './api';
import { DESK_KEYS, type DeskKey } from './model';

/** The agent's own desk, fresh within a second or two even when no hint arrives. */
export function useDesk() {
  return useQuery({ queryKey: DESK_KEY, queryFn: readDesk, refetchInterval: usePulse(1_500), staleTime: 0 });
}

export function useDeskActions() {
  const { t } = useTranslation();
  return {
    take: useAction(takeSeat, { stale: [DESK_KEY] }),
    leave: useAction(leaveSeat, { stale: [DESK_KEY], done: t('desk.left') }),
    become: useAction(setAgentState, { stale: [DESK_KEY] }),
    answer: useAction(answerCall, { stale: [DESK_KEY] }),
    hangUp: useAction(hangUpCall, { stale: [DESK_KEY, CALLS_KEY] }),
    dial: useAction(callOut, { stale: [DESK_KEY] }),
  };
}

export type DeskActions = ReturnType<typeof useDeskActions>;

/** Runs `act` when its key is pressed anywhere on the page. */
export function useDeskKey(key: DeskKey, enabled: boolean, act: () => void): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.code !== DESK_KEYS[key].code) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [key, enabled, act]);
}
