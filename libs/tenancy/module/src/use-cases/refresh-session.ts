import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, log, PlatformUnitOfWork, type PlatformTransaction, SYSTEM_ACTOR } from '@seatline/server';
import { decideRefresh, type RefreshDecision } from '@seatline/tenancy-domain';
import { lockSession, revokeSessions, rotateSession } from '../persistence/sessions';
import type { SessionKeys } from './open-session';
import { randomToken, SessionTokens, tokenHash } from './session-tokens';

interface Judged {
  readonly decision: RefreshDecision;
  readonly personId: string;
}

/** Continues a session: a new access token, and a new refresh token in place of the one that is used up. */
@Injectable()
export class RefreshSession {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tokens: SessionTokens,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(presented: string): Promise<Result<SessionKeys, 'not-signed-in' | 'session.reused'>> {
    const token = this.tokens.readRefreshToken(presented);
    if (!token) return refuse('not-signed-in');
    const random = randomToken();
    const judged = await this.platform.run((tx) => this.judge(tx, token.sessionId, token.hash, tokenHash(random)));
    if (judged.decision === 'reuse') return refuse('session.reused');
    if (judged.decision === 'over') return refuse('not-signed-in');
    return accept({
      sessionId: token.sessionId,
      accessToken: await this.tokens.accessToken(judged.personId, token.sessionId),
      refreshToken: judged.decision === 'rotate' ? this.tokens.refreshToken(token.sessionId, random) : null,
    });
  }

  private async judge(tx: PlatformTransaction, sessionId: string, presentedHash: string, nextHash: string): Promise<Judged> {
    const session = await lockSession(tx, sessionId);
    if (!session) return { decision: 'over', personId: '' };
    const now = this.clock.now();
    const decision = decideRefresh(session, presentedHash, now);
    if (decision === 'rotate') await rotateSession(tx, sessionId, nextHash, now);
    if (decision === 'reuse') {
      await revokeSessions(tx, session.personId, sessionId, now);
      await this.audit.recordPlatform(tx, SYSTEM_ACTOR, { action: 'session.reused', subjectKind: 'session', subjectId: sessionId });
      log.warn({ sessionId }, 'a refresh token was used again, so its session was ended');
    }
    return { decision, personId: session.personId };
  }
}
