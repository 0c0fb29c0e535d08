import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { pageOf, PageQuery, RequirePermission, windowOf } from '@seatline/server';
import { CarrierOuts } from '../watch/carrier-outs';
import { CarrierOutListView, carrierOutView, WatchedCarrierListView, watchedCarrierView } from './carrier-watch.view';

/** What was measured of carriers. */
@ApiTags('operator')
@Controller('operator')
export class CarrierWatchController {
  constructor(private readonly outs: CarrierOuts) {}

  @Get('watched-carriers')
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'listWatchedCarriers', summary: 'Whether each carrier with seats can be reached now' })
  @ApiOkResponse({ type: WatchedCarrierListView })
  async carriers(): Promise<WatchedCarrierListView> {
    return { items: (await this.outs.carriers()).map(watchedCarrierView), nextCursor: null };
  }

  @Get('carrier-outs')
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'listCarrierOuts', summary: 'The times in which carriers could not be reached, as measured' })
  @ApiOkResponse({ type: CarrierOutListView })
  async list(@Query() query: PageQuery): Promise<CarrierOutListView> {
    const { after, most } = windowOf(query);
    return pageOf(await this.outs.list(after, most), query, carrierOutView);
  }
}
