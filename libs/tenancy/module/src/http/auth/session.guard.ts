import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { PERMISSION, type Principal, Problem, PUBLIC_REASON, SIGNED_IN_ONLY } from '@seatline/server';
import { isOperatorPermission } from '@seatline/tenancy-domain';
import type { FastifyRequest } from 'fastify';
import { CrossSite } from './cross-site';
import { SESSION_TOKEN } from './session-token.strategy';

type GuardedRequest = FastifyRequest & { principal?: Principal };

/**
 * The guard of every route. A route says itself who may use it: @Public (with a reason), @SignedIn, or @RequirePermission; one that says nothing is
 * closed. It puts the principal on the request, read from the session's row at this moment.
 */
@Injectable()
export class SessionGuard extends AuthGuard(SESSION_TOKEN) {
  constructor(
    private readonly reflector: Reflector,
    private readonly crossSite: CrossSite,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    this.crossSite.requireOwnOrigin(request);
    if (this.declared<string>(context, PUBLIC_REASON)) return true;
    const permission = this.declared<string>(context, PERMISSION);
    const signedInOnly = this.declared<boolean>(context, SIGNED_IN_ONLY) === true;
    if (permission === undefined && !signedInOnly) throw new Problem('forbidden');
    await super.canActivate(context);
    const principal = (request as { user?: Principal }).user;
    if (!principal) throw new Problem('not-signed-in');
    request.principal = principal;
    this.crossSite.requireToken(request, principal.sessionId);
    if (permission !== undefined) requirePermission(principal, permission);
    return true;
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error;
    if (!user) throw new Problem('not-signed-in');
    return user;
  }

  private declared<Value>(context: ExecutionContext, key: string): Value | undefined {
    return this.reflector.getAllAndOverride<Value | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

/** Inside a tenant an operator's permission is not there, and outside every tenant no tenant's is: the second is a matter of choosing a tenant first. */
function requirePermission(principal: Principal, permission: string): void {
  if (!isOperatorPermission(permission) && principal.tenantId === null) throw new Problem('tenant-required');
  if (!principal.permissions.has(permission)) throw new Problem('forbidden', { permission });
}
