import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { LiveProvider } from '../session/live';
import { SESSION_KEY } from '../session/session.api';
import { SessionProvider, useSessionRead } from '../session/session';
import { Loaded } from '../ui/states';
import { ZoneProvider } from '../ui/formats';
import { Shell } from './shell';

/** The operator's own zone, while no tenant is chosen. */
const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Another person or tenant is another world, also when another tab has switched: nothing that was read for the one may show in the other. */
function Scope({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  useState(() => queries.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] }));
  return <>{children}</>;
}

export function SignedInLayout() {
  const read = useSessionRead();
  const location = useLocation();
  if (read.data === null) {
    const here = `${location.pathname}${location.search}`;
    return <Navigate replace to={here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`} />;
  }
  if (read.data === undefined) {
    return (
      <main className="page">
        <Loaded read={read}>{() => null}</Loaded>
      </main>
    );
  }
  const session = read.data;
  return (
    <SessionProvider session={session}>
      <ZoneProvider zone={session.tenant?.zone ?? BROWSER_ZONE}>
        <Scope key={`${session.person.id} ${session.tenant?.id ?? 'operator'}`}>
          <LiveProvider whileHidden={session.permissions.includes('agent:work')}>
            <Shell />
          </LiveProvider>
        </Scope>
      </ZoneProvider>
    </SessionProvider>
  );
}
