import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { type Desk, ReadDesk } from '../reads/read-desk';
import { AgentCalls } from '../use-cases/agent-calls';
import { AgentDesk } from '../use-cases/agent-desk';
import { TakeSeat } from '../use-cases/take-seat';
import { AgentDeskView, AgentStateInput, CallOutInput, SeatTakeInput, SeatTakenView } from './agent.view';

@ApiTags('agent')
@Controller('agent')
export class AgentController {
  constructor(
    private readonly reads: ReadDesk,
    private readonly seats: TakeSeat,
    private readonly desk: AgentDesk,
    private readonly calls: AgentCalls,
  ) {}

  @Get()
  @RequirePermission('agent:work')
  @ApiOperation({ operationId: 'readDesk' })
  @ApiOkResponse({ type: AgentDeskView })
  async read(@CurrentPrincipal() who: TenantPrincipal): Promise<AgentDeskView> {
    return deskView(await this.reads.read(who.tenantId, who.memberId));
  }

  @Post('seat')
  @RequirePermission('agent:work')
  @HttpCode(200)
  @ApiOperation({ operationId: 'takeSeat' })
  @ApiOkResponse({ type: SeatTakenView })
  async takeSeat(@CurrentPrincipal() who: TenantPrincipal, @Body() input: SeatTakeInput): Promise<SeatTakenView> {
    return this.seats.run(who.tenantId, who.memberId, input.seatId);
  }

  @Delete('seat')
  @RequirePermission('agent:work')
  @HttpCode(204)
  @ApiOperation({ operationId: 'leaveSeat' })
  @ApiNoContentResponse()
  async leaveSeat(@CurrentPrincipal() who: TenantPrincipal): Promise<void> {
    await this.desk.leaveSeat(who.tenantId, who.memberId);
  }

  @Put('state')
  @RequirePermission('agent:work')
  @ApiOperation({ operationId: 'setAgentState' })
  @ApiOkResponse({ type: AgentDeskView })
  async setState(@CurrentPrincipal() who: TenantPrincipal, @Body() input: AgentStateInput): Promise<AgentDeskView> {
    await this.desk.setState(who.tenantId, who.memberId, input.state, input.reason?.trim() || null);
    return this.read(who);
  }

  @Post('calls')
  @RequirePermission('agent:work')
  @HttpCode(202)
  @ApiOperation({ operationId: 'callOut' })
  @ApiAcceptedResponse({ type: AgentDeskView })
  async callOut(@CurrentPrincipal() who: TenantPrincipal, @Body() input: CallOutInput): Promise<AgentDeskView> {
    await this.desk.callOut(who.tenantId, who.memberId, input.to);
    return this.read(who);
  }

  @Post('calls/:id/answer')
  @RequirePermission('agent:work')
  @HttpCode(204)
  @ApiOperation({ operationId: 'answerCall' })
  @ApiNoContentResponse()
  async answer(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('call')) id: string): Promise<void> {
    await this.calls.answer(who.tenantId, who.memberId, id);
  }

  @Post('calls/:id/hangup')
  @RequirePermission('agent:work')
  @HttpCode(204)
  @ApiOperation({ operationId: 'hangUpCall' })
  @ApiNoContentResponse()
  async hangUp(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('call')) id: string): Promise<void> {
    await this.calls.hangUp(who.tenantId, who.memberId, id);
  }
}

function deskView({ agent, seats, call, carrierKind }: Desk): AgentDeskView {
  const seat = agent?.seatId && agent.seatLabel !== null ? { id: agent.seatId, label: agent.seatLabel } : null;
  return {
    state: agent?.state ?? 'offline',
    stateSince: agent?.stateSince ?? null,
    busyReason: agent?.state === 'busy' ? agent.reason : null,
    seat,
    leavesAfterCall: agent?.logOutAfterCall ?? null,
    entitledSeats: [...seats],
    call: call && {
      id: call.id, direction: call.direction, callerNumber: call.callerNumber, queueName: call.queueName, state: call.state, since: call.since, canAnswer: call.canAnswer,
      talkUntil: call.talkUntil,
    },
    carrierKind,
  };
}
