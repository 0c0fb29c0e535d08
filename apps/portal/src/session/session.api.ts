import * as api from '../generated';
import type { AcceptInvitationInput, Locale, SessionView, SignInInput } from '../generated';
import { rememberCsrfToken } from './http';
import { RequestProblem } from './problem';

export type { OpenInvitationView, SessionView } from '../generated';

export const SESSION_KEY = ['session'] as const;

/** Who is signed in; null when nobody is. */
export async function readSession(): Promise<SessionView | null> {
  try {
    const session = await api.readSession();
    rememberCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof RequestProblem && error.status === 401) return null;
    throw error;
  }
}

export const signIn = (body: SignInInput) => api.signIn({ body });
export const signOut = () => api.signOut();
export const signOutEverywhere = () => api.signOutEverywhere();
export const switchTenant = (tenantId: string | null) => api.switchTenant({ body: { tenantId } });
export const keepLanguage = (locale: Locale) => api.changeLocale({ body: { locale } });
export const readInvitation = (token: string) => api.readInvitation({ path: { token } });
export const acceptInvitation = (token: string, body: AcceptInvitationInput) => api.acceptInvitation({ path: { token }, body });
