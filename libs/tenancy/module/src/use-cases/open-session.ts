import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { SESSION_RULES } from '@seatline/tenancy-domain';
import { insertSession, operatorRolesOf, tenantsOfPerson } from '../persistence/sessions';
import { randomToken, SessionTokens, tokenHash } from './session-tokens';

/** Where a request came from. */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** What a browser is given to carry. `refreshToken` null: it keeps the one that it has. */
export interface SessionKeys {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/** Begins a session for a person who has proved who they are. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tokens: SessionTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param tenantId the tenant to begin in; undefined: an operator begins in none, anybody else where they worked last. */
  async run(personId: string, origin: RequestOrigin, tenantId?: string): Promise<SessionKeys> {
    const now = this.clock.now();
    const random = randomToken();
    const sessionId = await this.platform.run(async (tx) => {
      const isOperator = (await operatorRolesOf(tx, personId)).length > 0;
      const [latest] = isOperator ? [] : await tenantsOfPerson(tx, personId);
      const expiresAt = (now + SESSION_RULES.lifetimeSeconds * 1000) as Instant;
      return insertSession(tx, { personId, tenantId: tenantId ?? latest?.id ?? null, refreshHash: tokenHash(random), expiresAt, ...origin }, now);
    });
    return { sessionId, accessToken: await this.tokens.accessToken(personId, sessionId), refreshToken: this.tokens.refreshToken(sessionId, random) };
  }
}
