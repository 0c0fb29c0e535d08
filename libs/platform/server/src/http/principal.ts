import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';

/** Who a request speaks for, as its session's row says at this moment. */
export interface Principal {
  readonly personId: string;
  readonly sessionId: string;
  readonly displayName: string;
  readonly locale: 'zh-CN' | 'en';
  /** The tenant that the session works for; null for an operator who works for none. */
  readonly tenantId: string | null;
  readonly memberId: string | null;
  readonly roles: readonly string[];
  readonly operatorRoles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  readonly ip: string | null;
}

/** A principal inside a tenant: what every tenant route receives. */
export interface TenantPrincipal extends Principal {
  readonly tenantId: string;
  readonly memberId: string;
}

export const PERMISSION = 'seatline:permission';
export const PUBLIC_REASON = 'seatline:public-reason';
export const SIGNED_IN_ONLY = 'seatline:signed-in-only';

/** The permission that a route asks for; names and holders stand in the tenancy domain's table. */
export const RequirePermission = (permission: string) => SetMetadata(PERMISSION, permission);

/** A route without a guard, and why that is right. The list of these is a test's expectation. */
export const Public = (reason: string) => SetMetadata(PUBLIC_REASON, reason);

/** A route that anyone signed in may use for their own session (who am I, sign out, switch tenant). */
export const SignedIn = () => SetMetadata(SIGNED_IN_ONLY, true);

/** The request's principal; the guard has put it there. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  return context.switchToHttp().getRequest<{ principal: Principal }>().principal;
});
