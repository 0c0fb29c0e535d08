import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, pageOf, PageQuery, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { RecordOutage } from '../use-cases/record-outage';
import { OutageInputBody, outageInput, OutageListView, OutageRecordedView, outageView } from './operator-outages.view';

@ApiTags('operator')
@Controller('operator/outages')
export class OperatorOutagesController {
  constructor(private readonly outages: RecordOutage) {}

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
}
