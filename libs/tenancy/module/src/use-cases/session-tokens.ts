import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK } from '@seatline/server';
import { SESSION_RULES } from '@seatline/tenancy-domain';
import { SignJWT } from 'jose';
import { TENANCY_SETTINGS, type TenancySettings } from '../tenancy-settings';

export const TOKEN_ISSUER = 'seatline';

/** What an access token says: the person, the session, and until when (seconds since 1970). */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly exp: number;
}

export interface RefreshToken {
  readonly sessionId: string;
  readonly hash: string;
}

/** What is kept of a random token: enough to know it again, useless to whoever reads the database. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** 256 random bits, fit for a URL. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Makes and checks what a browser carries: access token, refresh token, CSRF token. Each purpose has a key of its own. */
@Injectable()
export class SessionTokens {
  readonly accessKey: Buffer;
  private readonly refreshKey: Buffer;
  private readonly csrfKey: Buffer;
  private readonly emailKey: Buffer;

  constructor(
    @Inject(TENANCY_SETTINGS) settings: TenancySettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const keyFor = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', settings.secret, 'seatline tenancy', purpose, 32));
    this.accessKey = keyFor('access token');
    this.refreshKey = keyFor('refresh token');
    this.csrfKey = keyFor('csrf token');
    this.emailKey = keyFor('failed sign-ins');
  }

  accessToken(personId: string, sessionId: string): Promise<string> {
    const issuedAt = Math.floor(this.clock.now() / 1000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(TOKEN_ISSUER)
      .setSubject(personId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + SESSION_RULES.accessSeconds)
      .sign(this.accessKey);
  }

  /** By the product's clock, which in a story is not the machine's. */
  isExpired(claims: AccessClaims): boolean {
    return this.clock.now() >= claims.exp * 1000;
  }

  /**
   * The session's id, a random part, and our seal on both: a token that we never issued is known as forged, so only a real one that was replaced
   * counts as reused.
   */
  refreshToken(sessionId: string, random: string): string {
    return `${sessionId}.${random}.${this.seal(sessionId, random)}`;
  }

  readRefreshToken(token: string): RefreshToken | null {
    const [sessionId = '', random = '', seal = ''] = token.split('.');
    return sameText(seal, this.seal(sessionId, random)) ? { sessionId, hash: tokenHash(random) } : null;
  }

  /** Bound to the session, so it needs no store and dies with it. */
  csrfToken(sessionId: string): string {
    return createHmac('sha256', this.csrfKey).update(sessionId).digest('base64url');
  }

  isCsrfToken(sessionId: string, token: unknown): boolean {
    return typeof token === 'string' && sameText(token, this.csrfToken(sessionId));
  }

  emailHash(email: string): string {
    return createHmac('sha256', this.emailKey).update(email).digest('base64url');
  }

  private seal(sessionId: string, random: string): string {
    return createHmac('sha256', this.refreshKey).update(`${sessionId}.${random}`).digest('base64url');
  }
}

/** Compares in a time that does not tell how much was right. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
