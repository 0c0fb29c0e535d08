import '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import { SESSION_RULES } from '@seatline/tenancy-domain';
import type { FastifyReply } from 'fastify';
import { TENANCY_SETTINGS, type TenancySettings } from '../../tenancy-settings';
import type { SessionKeys } from '../../use-cases/open-session';

export const ACCESS_COOKIE = 'seatline_access';
export const REFRESH_COOKIE = 'seatline_refresh';

/** The one route that the refresh token is ever sent to. */
export const REFRESH_PATH = '/v1/session/refresh';

/** Puts a session's keys where scripts cannot read them. */
@Injectable()
export class SessionCookies {
  private readonly secure: boolean;

  constructor(@Inject(TENANCY_SETTINGS) settings: TenancySettings) {
    this.secure = settings.publicUrl.startsWith('https:');
  }

  give(reply: FastifyReply, keys: SessionKeys): void {
    const { secure } = this;
    // The cookie outlives its token, so that an expired one is told from none; the token's own expiry is what counts.
    void reply.setCookie(ACCESS_COOKIE, keys.accessToken, { httpOnly: true, secure, sameSite: 'lax', path: '/v1', maxAge: SESSION_RULES.idleSeconds });
    if (keys.refreshToken !== null) {
      void reply.setCookie(REFRESH_COOKIE, keys.refreshToken, {
        httpOnly: true, secure, sameSite: 'strict', path: REFRESH_PATH, maxAge: SESSION_RULES.idleSeconds,
      });
    }
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(ACCESS_COOKIE, { path: '/v1' }).clearCookie(REFRESH_COOKIE, { path: REFRESH_PATH });
  }
}
