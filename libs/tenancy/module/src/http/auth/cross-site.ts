import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@seatline/server';
import type { FastifyRequest } from 'fastify';
import { TENANCY_SETTINGS, type TenancySettings } from '../../tenancy-settings';
import { SessionTokens } from '../../use-cases/session-tokens';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Keeps other sites from acting with a visitor's cookies: by where the request comes from, and by a token that only our own pages can read. */
@Injectable()
export class CrossSite {
  private readonly publicOrigin: string;

  constructor(
    @Inject(TENANCY_SETTINGS) settings: TenancySettings,
    private readonly tokens: SessionTokens,
  ) {
    this.publicOrigin = new URL(settings.publicUrl).origin;
  }

  /**
   * Browsers name the page's origin with every unsafe request. It must be the address that the request was sent to, or the public one when a
   * proxy rewrites that. A client that is no browser names none, and is let through to the token.
   */
  requireOwnOrigin(request: FastifyRequest): void {
    const { origin } = request.headers;
    if (SAFE_METHODS.includes(request.method) || origin === undefined || origin === this.publicOrigin) return;
    if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw new Problem('csrf.foreign-origin');
  }

  /** Every unsafe request of a session carries the session's own token in `x-csrf-token`. */
  requireToken(request: FastifyRequest, sessionId: string): void {
    if (SAFE_METHODS.includes(request.method)) return;
    if (!this.tokens.isCsrfToken(sessionId, request.headers['x-csrf-token'])) throw new Problem('csrf.bad-token');
  }
}
