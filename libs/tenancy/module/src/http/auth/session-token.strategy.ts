import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Principal } from '@seatline/server';
import { Strategy } from 'passport-jwt';
import { SessionPrincipal } from '../../use-cases/session-principal';
import { type AccessClaims, SessionTokens, TOKEN_ISSUER } from '../../use-cases/session-tokens';
import { ACCESS_COOKIE } from './session-cookies';

export const SESSION_TOKEN = 'seatline-session-token';

/** What the strategy reads of a request; the cookie plugin and Fastify put it there. */
interface CookieRequest {
  readonly cookies?: Readonly<Record<string, string | undefined>>;
  readonly ip?: string;
}

const accessTokenOf = (request: CookieRequest): string | null => request.cookies?.[ACCESS_COOKIE] ?? null;

/** passport-jwt checks the signature; the product's clock checks the expiry, and the session's row has the last word. */
@Injectable()
export class SessionTokenStrategy extends PassportStrategy(Strategy, SESSION_TOKEN) {
  constructor(
    private readonly tokens: SessionTokens,
    private readonly principals: SessionPrincipal,
  ) {
    super({
      jwtFromRequest: accessTokenOf,
      secretOrKey: tokens.accessKey,
      algorithms: ['HS256'],
      issuer: TOKEN_ISSUER,
      ignoreExpiration: true,
      passReqToCallback: true,
    });
  }

  /** Null: not signed in. */
  async validate(request: CookieRequest, claims: AccessClaims): Promise<Principal | null> {
    if (this.tokens.isExpired(claims)) return null;
    const principal = await this.principals.of(claims.sid, request.ip ?? null);
    return principal?.personId === claims.sub ? principal : null;
  }
}
