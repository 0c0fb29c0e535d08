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

interface Hearing {
  readonly onHint: () => void;
  readonly onConnection: (connected: boolean) => void;
  /** Renews the session; an access token that has run out is the usual reason for a lost stream. */
  readonly renew: () => Promise<unknown>;
}

/** Keeps one stream of hints open until it is told to stop; waits longer from failure to failure. */
function listen({ onHint, onConnection, renew }: Hearing): () => void {
  let wait = FIRST_WAIT;
  let stopped = false;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const connect = () => {
    if (stopped) return;
    source = new EventSource('/v1/events');
    source.onopen = () => {
      wait = FIRST_WAIT;
      onConnection(true);
      onHint();
    };
    source.onmessage = onHint;
    source.onerror = () => {
      source?.close();
      onConnection(false);
      timer = setTimeout(() => void renew().then(connect), wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  connect();
  return () => {
    stopped = true;
    source?.close();
    if (timer !== null) clearTimeout(timer);
    onConnection(false);
  };
}

/**
 * Listens to the API's hints. A hint says only that something changed: every list on screen is read again. A tab that nobody looks at lets its
 * stream go, since a browser keeps only six to one address; an agent's tab keeps it, for the next call.
 */
export function LiveProvider({ whileHidden, children }: { whileHidden: boolean; children: ReactNode }) {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    let stop: (() => void) | null = null;
    const follow = () => {
      const wanted = whileHidden || document.visibilityState === 'visible';
      if (wanted && stop === null) {
        stop = listen({
          onHint: () => void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0], refetchType: 'active' }),
          onConnection: setConnected,
          renew: () => queries.refetchQueries({ queryKey: SESSION_KEY }),
        });
      } else if (!wanted && stop !== null) {
        stop();
        stop = null;
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop?.();
    };
  }, [queries, whileHidden]);
  return <Connected value={connected}>{children}</Connected>;
}
