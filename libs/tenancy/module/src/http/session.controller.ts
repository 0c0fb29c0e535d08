import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, Problem, Public, SignedIn } from '@seatline/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangeSession } from '../use-cases/change-session';
import { OpenSession, type RequestOrigin } from '../use-cases/open-session';
import { RefreshSession } from '../use-cases/refresh-session';
import { SessionPrincipal } from '../use-cases/session-principal';
import type { VerifiedPerson } from '../use-cases/verify-password';
import { AttemptLimitGuard } from './auth/attempt-limit.guard';
import { PasswordGuard } from './auth/password.strategy';
import { REFRESH_COOKIE, SessionCookies } from './auth/session-cookies';
import { SessionLocaleInput, SessionTenantInput, SessionView, sessionView, SignInInput } from './session.view';

/** Where a request came from, for the session's row. */
export function originOf(request: FastifyRequest): RequestOrigin {
  return { ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
}

@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    private readonly openSession: OpenSession,
    private readonly refreshSession: RefreshSession,
    private readonly changeSession: ChangeSession,
    private readonly sessions: SessionPrincipal,
    private readonly cookies: SessionCookies,
  ) {}

  @Post('session')
  @Public('signing in is how a session begins')
  @UseGuards(AttemptLimitGuard, PasswordGuard)
  @HttpCode(200)
  @ApiOperation({ operationId: 'signIn' })
  @ApiOkResponse({ type: SessionView })
  async signIn(
    @Body() _input: SignInInput,
    @Req() request: FastifyRequest & { user: VerifiedPerson },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const keys = await this.openSession.run(request.user.id, originOf(request));
    this.cookies.give(reply, keys);
    return this.view(keys.sessionId, request.ip);
  }

  @Get('session')
  @SignedIn()
  @ApiOperation({ operationId: 'readSession' })
  @ApiOkResponse({ type: SessionView })
  read(@CurrentPrincipal() principal: Principal): Promise<SessionView> {
    return this.view(principal.sessionId, principal.ip);
  }

  @Post('session/refresh')
  @Public('the refresh token is the proof, and the access token may be over')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refreshSession' })
  @ApiOkResponse({ type: SessionView })
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const refreshed = await this.refreshSession.run(request.cookies[REFRESH_COOKIE] ?? '');
    if (!refreshed.ok) {
      this.cookies.clear(reply);
      throw Problem.from(refreshed.refusal);
    }
    this.cookies.give(reply, refreshed.value);
    return this.view(refreshed.value.sessionId, request.ip);
  }

  @Put('session/tenant')
  @SignedIn()
  @ApiOperation({ operationId: 'switchTenant' })
  @ApiOkResponse({ type: SessionView })
  async switchTenant(@CurrentPrincipal() principal: Principal, @Body() input: SessionTenantInput): Promise<SessionView> {
    const switched = await this.changeSession.switchTenant(principal, input.tenantId);
    if (!switched.ok) throw Problem.from(switched.refusal);
    return this.view(principal.sessionId, principal.ip);
  }

  @Patch('session')
  @SignedIn()
  @ApiOperation({ operationId: 'changeLocale' })
  @ApiOkResponse({ type: SessionView })
  async changeLocale(@CurrentPrincipal() principal: Principal, @Body() input: SessionLocaleInput): Promise<SessionView> {
    await this.changeSession.useLocale(principal, input.locale);
    return this.view(principal.sessionId, principal.ip);
  }

  @Delete('session')
  @SignedIn()
  @HttpCode(204)
  @ApiOperation({ operationId: 'signOut' })
  @ApiNoContentResponse()
  async signOut(@CurrentPrincipal() principal: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.changeSession.signOut(principal);
    this.cookies.clear(reply);
  }

  @Delete('sessions')
  @SignedIn()
  @HttpCode(204)
  @ApiOperation({ operationId: 'signOutEverywhere' })
  @ApiNoContentResponse()
  async signOutEverywhere(@CurrentPrincipal() principal: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.changeSession.signOutEverywhere(principal);
    this.cookies.clear(reply);
  }

  private async view(sessionId: string, ip: string | null): Promise<SessionView> {
    const described = await this.sessions.describe(sessionId, ip);
    if (!described) throw new Problem('not-signed-in');
    return sessionView(described);
  }
}
