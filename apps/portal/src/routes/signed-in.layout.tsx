import { Navigate, useLocation } from 'react-router';
import { LiveProvider } from '../session/live';
import { SessionProvider, useSessionRead } from '../session/session';
import { Loaded } from '../ui/states';
import { ZoneProvider } from '../ui/formats';
import { Shell } from './shell';

/** The operator's own zone, while no tenant is chosen. */
const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

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
        {/* Another tenant is another world: nothing that was read for the one may show in the other. */}
        <LiveProvider key={session.tenant?.id ?? 'operator'}>
          <Shell />
        </LiveProvider>
      </ZoneProvider>
    </SessionProvider>
  );
}
