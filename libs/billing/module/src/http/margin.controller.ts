import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { daysBetween } from '@seatline/kernel';
import { Problem, RequirePermission } from '@seatline/server';
import { ReadMargin } from '../use-cases/read-margin';
import { readDate } from '../written/json';
import { marginFile, MarginListView, MarginQuery, marginView } from './margin.view';

/** A year and a day more: what one report looks through. */
const MOST_DAYS = 366;

/** What is left of calls after the carrier took its part. */
@ApiTags('operator')
@Controller('operator/reports/margin')
export class MarginController {
  constructor(private readonly margins: ReadMargin) {}

  @Get()
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'readMargin', summary: 'Our price less the carrier’s, by tenant, destination or day; calls without a known cost apart' })
  @ApiOkResponse({ type: MarginListView })
  async read(@Query() query: MarginQuery): Promise<MarginListView> {
    const [from, to] = [readDate('from', query.from), readDate('to', query.to)];
    const days = daysBetween(from, to);
    if (days < 0 || days > MOST_DAYS) throw new Problem('invalid-input', { faults: `to must be from the same day to ${MOST_DAYS} days after from` });
    return { items: (await this.margins.run(from, to, query.by)).map(marginView) };
  }

  @Get('file')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'exportMargin', summary: 'The same as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(@Query() query: MarginQuery): Promise<StreamableFile> {
    const text = marginFile((await this.read(query)).items);
    return new StreamableFile(Buffer.from(text), { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="margin-by-${query.by}-${query.from}-${query.to}.csv"` });
  }
}
