import { http, rememberCsrfToken } from './http';
import { RequestProblem } from './problem';

export interface SessionView {
  person: { id: string; displayName: string; email: string; locale: string };
  tenant: { id: string; name: string; zone: string; currency: string; country: string } | null;
  member: { id: string; roles: string[] } | null;
  operatorRoles: string[];
  permissions: string[];
  tenants: { id: string; name: string }[];
  csrfToken: string;
}

export interface InvitationOfferView {
  tenantName: string;
  email: string;
  roles: string[];
}

export const SESSION_KEY = ['session'] as const;

/** Who is signed in; null when nobody is. */
export async function readSession(): Promise<SessionView | null> {
  try {
    const session = await http.get<SessionView>('/session');
    rememberCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof RequestProblem && error.status === 401) return null;
    throw error;
  }
}

export const signIn = (input: { email: string; password: string }) => http.post<unknown>('/session', input);
export const signOut = () => http.delete<unknown>('/session');
export const signOutEverywhere = () => http.delete<unknown>('/sessions');
export const switchTenant = (tenantId: string | null) => http.put<unknown>('/session/tenant', { tenantId });
export const keepLanguage = (locale: string) => http.patch<unknown>('/session', { locale });
export const readInvitation = (token: string) => http.get<InvitationOfferView>(`/invitations/${encodeURIComponent(token)}`);
export const acceptInvitation = (token: string, input: { displayName: string; password: string }) =>
  http.post<unknown>(`/invitations/${encodeURIComponent(token)}/accept`, input);
