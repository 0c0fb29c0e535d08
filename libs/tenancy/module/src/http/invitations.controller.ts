import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, Problem, Public, RequirePermission, type TenantPrincipal } from '@seatline/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptInvitation } from '../use-cases/accept-invitation';
import { Invite } from '../use-cases/invite';
import { OpenSession } from '../use-cases/open-session';
import { ReadLists } from '../use-cases/read-lists';
import { SessionPrincipal } from '../use-cases/session-principal';
import { AttemptLimitGuard } from './auth/attempt-limit.guard';
import { SessionCookies } from './auth/session-cookies';
import { AcceptInvitationInput, InvitationInput, InvitationListView, InvitationMadeView, OpenInvitationView } from './invitations.view';
import { originOf } from './session.controller';
import { SessionView, sessionView } from './session.view';

/** The tenant's side: asking people in. */
@ApiTags('members')
@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly invite: Invite,
    private readonly lists: ReadLists,
  ) {}

  @Get()
  @RequirePermission('members:read')
  @ApiOperation({ operationId: 'listInvitations' })
  @ApiOkResponse({ type: InvitationListView })
  async list(@CurrentPrincipal() principal: TenantPrincipal): Promise<InvitationListView> {
    const rows = await this.lists.openInvitations(principal.tenantId);
    const items = rows.map(({ id, email, roles, invitedBy, createdAt, expiresAt }) => ({
      id, email, roles, invitedBy, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(),
    }));
    return { items, nextCursor: null };
  }

  @Post()
  @RequirePermission('members:manage')
  @UseGuards(AttemptLimitGuard)
  @ApiOperation({ operationId: 'inviteMember' })
  @ApiCreatedResponse({ type: InvitationMadeView })
  async make(@CurrentPrincipal() principal: TenantPrincipal, @Body() input: InvitationInput): Promise<InvitationMadeView> {
    const made = await this.invite.run(principal, input);
    if (!made.ok) throw Problem.from(made.refusal);
    return made.value;
  }

  @Delete(':id')
  @RequirePermission('members:manage')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeInvitation' })
  @ApiNoContentResponse()
  async revoke(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('invitation')) id: string): Promise<void> {
    const revoked = await this.invite.revoke(principal, id);
    if (!revoked.ok) throw Problem.from(revoked.refusal);
  }
}

/** The guest's side: whoever has the link. */
@ApiTags('session')
@Controller('invitations')
export class OpenInvitationController {
  constructor(
    private readonly acceptInvitation: AcceptInvitation,
    private readonly openSession: OpenSession,
    private readonly sessions: SessionPrincipal,
    private readonly cookies: SessionCookies,
  ) {}

  @Get(':token')
  @Public('the link’s token is the proof')
  @UseGuards(AttemptLimitGuard)
  @ApiOperation({ operationId: 'readInvitation' })
  @ApiOkResponse({ type: OpenInvitationView })
  async read(@Param('token') token: string): Promise<OpenInvitationView> {
    const looked = await this.acceptInvitation.look(token);
    if (!looked.ok) throw Problem.from(looked.refusal);
    const { tenantName, email, roles, personExists } = looked.value;
    return { tenantName, email, roles, personExists };
  }

  @Post(':token/accept')
  @Public('the link’s token is the proof, and for a person who exists their password')
  @UseGuards(AttemptLimitGuard)
  @HttpCode(200)
  @ApiOperation({ operationId: 'acceptInvitation' })
  @ApiOkResponse({ type: SessionView })
  async accept(
    @Param('token') token: string,
    @Body() input: AcceptInvitationInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const joined = await this.acceptInvitation.run(token, input, request.ip);
    if (!joined.ok) throw Problem.from(joined.refusal);
    const keys = await this.openSession.run(joined.value.personId, originOf(request), joined.value.tenantId);
    this.cookies.give(reply, keys);
    const described = await this.sessions.describe(keys.sessionId, request.ip);
    if (!described) throw new Problem('not-signed-in');
    return sessionView(described);
  }
}
