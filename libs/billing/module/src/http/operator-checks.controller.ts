import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, pageOf, PageQuery, PlatformUnitOfWork, type Principal, RequirePermission, windowOf } from '@seatline/server';
import { listCheckRuns, readUsageMonth } from '../reads/checks';
import { listNumberGaps } from '../reads/number-gaps';
import { RunChecks } from '../use-cases/run-checks';
import { CheckRunListView, checkRunView, ChecksDoneView, NumberGapListView, numberGapView, UsageLedgerQuery, UsageLedgerView, usageMonthView } from './checks.view';

/** Whether everything adds up, and where every record of a call is. */
@ApiTags('operator')
@Controller('operator')
export class OperatorChecksController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly checks: RunChecks,
  ) {}

  @Get('checks')
  @RequirePermission('operator:checks')
  @ApiOperation({ operationId: 'listChecks', summary: 'What the nightly checks found' })
  @ApiOkResponse({ type: CheckRunListView })
  async list(@Query() query: PageQuery): Promise<CheckRunListView> {
    return pageOf(await this.platform.run((tx) => listCheckRuns(tx.db, windowOf(query))), query, checkRunView);
  }

  @Post('checks/run')
  @HttpCode(200)
  @RequirePermission('operator:checks')
  @ApiOperation({ operationId: 'runChecks', summary: 'Checks everything now' })
  @ApiOkResponse({ type: ChecksDoneView })
  async run(@CurrentPrincipal() principal: Principal): Promise<ChecksDoneView> {
    return { breaches: [...(await this.checks.run(principal))] };
  }

  @Get('number-gaps')
  @RequirePermission('operator:checks')
  @ApiOperation({ operationId: 'listNumberGaps', summary: 'Numbers of documents that their series leave out, and why' })
  @ApiOkResponse({ type: NumberGapListView })
  async gaps(@Query() query: PageQuery): Promise<NumberGapListView> {
    return pageOf(await this.platform.run((tx) => listNumberGaps(tx.db, windowOf(query))), query, numberGapView);
  }

  @Get('usage-ledger')
  @RequirePermission('operator:checks')
  @ApiOperation({ operationId: 'readUsageLedger', summary: 'Where the records received in a month are by now, tenant by tenant' })
  @ApiOkResponse({ type: UsageLedgerView })
  async ledger(@Query() { month }: UsageLedgerQuery): Promise<UsageLedgerView> {
    return { items: (await this.platform.run((tx) => readUsageMonth(tx.db, `${month}-01`))).map(usageMonthView) };
  }
}
