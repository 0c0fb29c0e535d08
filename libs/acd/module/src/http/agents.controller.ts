import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ReadFloor } from '../reads/read-floor';
import { SuperviseAgents } from '../use-cases/supervise-agents';
import { AgentListView, LoggedOutView } from './agent.view';

@ApiTags('acd')
@Controller('agents')
export class AgentsController {
  constructor(
    private readonly floor: ReadFloor,
    private readonly supervision: SuperviseAgents,
  ) {}

  @Get()
  @RequirePermission('agents:read')
  @ApiOperation({ operationId: 'listAgents' })
  @ApiOkResponse({ type: AgentListView })
  async list(@CurrentPrincipal() who: TenantPrincipal): Promise<AgentListView> {
    return { items: await this.floor.agents(who.tenantId), nextCursor: null };
  }

  @Post(':memberId/log-out')
  @RequirePermission('agents:supervise')
  @HttpCode(200)
  @ApiOperation({ operationId: 'logOutAgent' })
  @ApiOkResponse({ type: LoggedOutView })
  async logOut(@CurrentPrincipal() who: TenantPrincipal, @Param('memberId', new IdPipe('agent')) memberId: string): Promise<LoggedOutView> {
    return { when: await this.supervision.logOut(who, memberId) };
  }
}
