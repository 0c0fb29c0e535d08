import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { SESSION_KEY } from './session.api';

const Connected = createContext(false);

/** Whether changes arrive by themselves; while they do not, what must be fresh is asked for again and again. */
export function useLive(): boolean {
  return useContext(Connected);
}

/** Milliseconds between two reads of something that must be fresh: seldom while hints arrive, often while they do not. */
export function usePulse(withoutHints: number): number {
  return useLive() ? Math.max(withoutHints * 10, 15_000) : withoutHints;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Listens to the API's hints. A hint says only that something changed: every list on screen is read again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    let wait = FIRST_WAIT;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const refresh = () => void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0], refetchType: 'active' });
    const connect = () => {
      source = new EventSource('/v1/events');
      source.onopen = () => {
        wait = FIRST_WAIT;
        setConnected(true);
        refresh();
      };
      source.onmessage = refresh;
      source.onerror = () => {
        setConnected(false);
        source?.close();
        // The access token may have run out: reading the session renews it, and only then does connecting again help.
        timer = setTimeout(() => void queries.refetchQueries({ queryKey: SESSION_KEY }).then(connect), wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      };
    };
    connect();
    return () => {
      source?.close();
      if (timer !== null) clearTimeout(timer);
    };
  }, [queries]);
  return <Connected value={connected}>{children}</Connected>;
}
