import { type Principal, Problem, type TenantPrincipal } from '@seatline/server';

/** For a route that anyone signed in to a tenant may use. */
export function inTenant(principal: Principal): TenantPrincipal {
  const { tenantId, memberId } = principal;
  if (tenantId === null || memberId === null) throw new Problem('tenant-required');
  return { ...principal, tenantId, memberId };
}
