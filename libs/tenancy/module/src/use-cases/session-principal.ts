import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork, type Principal } from '@seatline/server';
import { sessionPermissions } from '@seatline/tenancy-domain';
import { readSessionStanding, type SessionStanding, type TenantChoice, tenantsOfPerson } from '../persistence/sessions';
import { SessionTokens } from './session-tokens';

/** What a person sees of their own session. */
export interface SessionDescription {
  readonly principal: Principal;
  readonly email: string;
  readonly personName: string;
  readonly tenants: readonly TenantChoice[];
  readonly csrfToken: string;
}

/** Who a session speaks for. Read anew for every request, so that signing out, disabling a member or changing roles acts at once. */
@Injectable()
export class SessionPrincipal {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tokens: SessionTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Null when the session is over. */
  async of(sessionId: string, ip: string | null): Promise<Principal | null> {
    const standing = await this.platform.run((tx) => readSessionStanding(tx, sessionId, this.clock.now()));
    return standing ? principalOf(standing, sessionId, ip) : null;
  }

  async describe(sessionId: string, ip: string | null): Promise<SessionDescription | null> {
    return this.platform.run(async (tx) => {
      const standing = await readSessionStanding(tx, sessionId, this.clock.now());
      if (!standing) return null;
      return {
        principal: principalOf(standing, sessionId, ip),
        email: standing.email,
        personName: standing.personName,
        tenants: await tenantsOfPerson(tx, standing.personId),
        csrfToken: this.tokens.csrfToken(sessionId),
      };
    });
  }
}

function principalOf(standing: SessionStanding, sessionId: string, ip: string | null): Principal {
  const inTenant = standing.memberId !== null;
  const tenantRoles = standing.roles ?? [];
  return {
    personId: standing.personId,
    sessionId,
    displayName: standing.memberName ?? standing.personName,
    locale: standing.locale,
    tenantId: standing.tenantId,
    memberId: standing.memberId,
    roles: tenantRoles,
    operatorRoles: standing.operatorRoles,
    permissions: sessionPermissions({ inTenant, tenantRoles, operatorRoles: standing.operatorRoles }),
    ip,
  };
}
