interface SignedIn {
  readonly tenant: object | null;
  readonly operatorRoles: readonly string[];
  readonly permissions: readonly string[];
  readonly tenants: readonly object[];
}

/** Where someone's day begins: an agent at the desk, an operator at the tenants, who runs a tenant at its overview. */
export function homePath(session: SignedIn): string {
  if (session.tenant === null) return session.operatorRoles.length > 0 ? '/operator' : '/choose-tenant';
  if (session.permissions.includes('agent:work') && !session.permissions.includes('billing:read')) return '/desk';
  return '/overview';
}

/** Only a path of this portal is taken from the address after a sign-in; anything else would lead elsewhere. */
export function safeNext(next: string | null): string | null {
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : null;
}
