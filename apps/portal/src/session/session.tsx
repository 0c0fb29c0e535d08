import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { speak } from './language';
import { asLanguage } from './preferred-language';
import { onSignedOut } from './http';
import { readSession, SESSION_KEY, type SessionView } from './session.api';

const Session = createContext<SessionView | null>(null);

/** The session as it is now; `null` when nobody is signed in, `undefined` while it is read. */
export function useSessionRead() {
  const queries = useQueryClient();
  const read = useQuery({ queryKey: SESSION_KEY, queryFn: readSession, staleTime: 60_000, refetchOnWindowFocus: 'always' });
  useEffect(
    () =>
      onSignedOut(() => {
        queries.setQueryData(SESSION_KEY, null);
      }),
    [queries],
  );
  const locale = read.data?.person.locale;
  useEffect(() => {
    const language = asLanguage(locale);
    if (language !== null) void speak(language);
  }, [locale]);
  return read;
}

export function SessionProvider({ session, children }: { session: SessionView; children: ReactNode }) {
  return <Session value={session}>{children}</Session>;
}

/** The signed-in person; only below SessionProvider. */
export function useSession(): SessionView {
  const session = useContext(Session);
  if (session === null) throw new Error('useSession stands outside of SessionProvider');
  return session;
}

/** The tenant that the session works for; only on a tenant's pages. */
export function useTenant(): NonNullable<SessionView['tenant']> {
  const { tenant } = useSession();
  if (tenant === null) throw new Error('useTenant stands outside of a tenant');
  return tenant;
}

export function useAllowed(permission: string): boolean {
  return useSession().permissions.includes(permission);
}
