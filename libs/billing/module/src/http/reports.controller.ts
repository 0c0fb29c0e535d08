import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type CivilDate, daysBetween } from '@seatline/kernel';
import { Problem, RequirePermission } from '@seatline/server';
import { BookkeeperReports } from '../use-cases/bookkeeper-reports';
import { readDate } from '../written/json';
import { depositsFile, journalFile, receivablesFile, revenueFile, trialBalanceFile } from './report-files';
import {
  DepositsListView, depositsView, ReceivablesListView, receivablesView, ReportDayQuery, ReportFileQuery, ReportSpanQuery, RevenueListView, revenueView,
  TrialBalanceListView, trialBalanceView,
} from './reports.view';

/** Ten years: what a bookkeeper may ask for at once. */
const MOST_DAYS = 3_660;
const CSV = 'text/csv; charset=utf-8';

/** The bookkeeper's reports, over all tenants, each legal entity and currency apart. */
@ApiTags('operator')
@Controller('operator/reports')
export class ReportsController {
  constructor(private readonly reports: BookkeeperReports) {}

  @Get('trial-balance')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'readTrialBalance', summary: 'Every account as of the end of a day' })
  @ApiOkResponse({ type: TrialBalanceListView })
  async trialBalance(@Query() { on }: ReportDayQuery): Promise<TrialBalanceListView> {
    return { items: (await this.reports.trialBalance(readDate('on', on))).map(trialBalanceView) };
  }

  @Get('receivables')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'readReceivablesByAge', summary: 'What every lease owed at the end of a day, by days past due' })
  @ApiOkResponse({ type: ReceivablesListView })
  async receivables(@Query() { on }: ReportDayQuery): Promise<ReceivablesListView> {
    return { items: (await this.reports.receivablesByAge(readDate('on', on))).map(receivablesView) };
  }

  @Get('deposits')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'readDepositsByTenant', summary: 'Deposits held at the end of a day' })
  @ApiOkResponse({ type: DepositsListView })
  async deposits(@Query() { on }: ReportDayQuery): Promise<DepositsListView> {
    return { items: (await this.reports.depositsByTenant(readDate('on', on))).map(depositsView) };
  }

  @Get('revenue')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'readRevenueByMonth', summary: 'Revenue of the months of a span, rent recognised by day' })
  @ApiOkResponse({ type: RevenueListView })
  async revenue(@Query() query: ReportSpanQuery): Promise<RevenueListView> {
    const { from, to } = readSpan(query);
    return { items: (await this.reports.revenueByMonth(from, to)).map(revenueView) };
  }

  @Get('journal')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'exportJournal', summary: 'The journal between two days, both included, as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  journal(@Query() query: ReportSpanQuery): StreamableFile {
    const { from, to } = readSpan(query);
    const pieces = Readable.from(journalFile(this.reports.journal(from, to)));
    return new StreamableFile(pieces, { type: CSV, disposition: `attachment; filename="journal-${from}-${to}.csv"` });
  }

  @Get('file')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'exportReport', summary: 'A report as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(@Query() query: ReportFileQuery): Promise<StreamableFile> {
    const text = await this.textOf(query);
    return new StreamableFile(Buffer.from(text), { type: CSV, disposition: `attachment; filename="${query.report}-${query.to}.csv"` });
  }

  private async textOf({ report, from, to }: ReportFileQuery): Promise<string> {
    const on = readDate('to', to);
    switch (report) {
      case 'trial-balance':
        return trialBalanceFile((await this.trialBalance({ on })).items);
      case 'receivables':
        return receivablesFile((await this.receivables({ on })).items);
      case 'deposits':
        return depositsFile((await this.deposits({ on })).items);
      case 'revenue':
        return revenueFile((await this.revenue({ from: from ?? to, to })).items);
    }
  }
}

function readSpan(query: ReportSpanQuery): { from: CivilDate; to: CivilDate } {
  const from = readDate('from', query.from);
  const to = readDate('to', query.to);
  const days = daysBetween(from, to);
  if (days < 0 || days > MOST_DAYS) throw new Problem('invalid-input', { faults: `to must be from the same day to ${MOST_DAYS} days after from` });
  return { from, to };
}
