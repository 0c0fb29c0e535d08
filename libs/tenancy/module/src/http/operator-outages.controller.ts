import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, pageOf, PageQuery, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { RecordOutage } from '../use-cases/record-outage';
import { WithdrawOutage } from '../use-cases/withdraw-outage';
import { OutageInputBody, outageInput, OutageListView, OutageRecordedView, outageView, OutageWithdrawalInput } from './operator-outages.view';

@ApiTags('operator')
@Controller('operator/outages')
export class OperatorOutagesController {
  constructor(
    private readonly outages: RecordOutage,
    private readonly withdrawals: WithdrawOutage,
  ) {}

  @Get()
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'listOutages' })
  @ApiOkResponse({ type: OutageListView })
  async list(@Query() query: PageQuery): Promise<OutageListView> {
    const { after, most } = windowOf(query);
    return pageOf(await this.outages.list(after, most), query, outageView);
  }

  @Post()
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'recordOutage', summary: 'Time outside of maintenance in which seats could not be used; every tenant that it touched is credited' })
  @ApiCreatedResponse({ type: OutageRecordedView })
  async record(@CurrentPrincipal() principal: Principal, @Body() input: OutageInputBody): Promise<OutageRecordedView> {
    const recorded = await this.outages.record(principal, outageInput(input));
    if (!recorded.ok) throw Problem.from(recorded.refusal);
    return recorded.value;
  }

  @Post(':id/withdrawal')
  @HttpCode(204)
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'withdrawOutage', summary: 'An outage that was wrong counts for nothing any more, wherever it has not been credited' })
  @ApiNoContentResponse()
  async withdraw(@CurrentPrincipal() principal: Principal, @Param('id', new IdPipe('outage')) id: string, @Body() { reason, keepCredited }: OutageWithdrawalInput): Promise<void> {
    const withdrawn = await this.withdrawals.run(principal, id, { reason: reason.trim(), keepCredited: keepCredited ?? false });
    if (!withdrawn.ok) throw Problem.from(withdrawn.refusal);
  }
}
