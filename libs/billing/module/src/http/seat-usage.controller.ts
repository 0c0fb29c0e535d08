import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, pageOf, PlatformUnitOfWork, RequirePermission, type TenantPrincipal, windowOf } from '@seatline/server';
import { tenantsWithLeases } from '../reads/seat-usage';
import { ReadSeatUsage, spanOf } from '../use-cases/read-seat-usage';
import { readDate } from '../written/json';
import {
  leaseSeatUsageView, seatUsageFile, SeatUsagePageQuery, SeatUsageQuery, SeatUsageView, seatUsageView, TenantSeatUsageListView, type TenantSeatUsageView,
} from './seat-usage.view';

const CSV = 'text/csv; charset=utf-8';

/** How rented seats were used: their days by reason, and how many were in use at once. */
@ApiTags('usage')
@Controller()
export class SeatUsageController {
  constructor(
    private readonly usage: ReadSeatUsage,
    private readonly platform: PlatformUnitOfWork,
  ) {}

  @Get('seat-usage')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readSeatUsage', summary: 'Seat-days by reason and the most seats in use at once, a month' })
  @ApiOkResponse({ type: SeatUsageView })
  async own(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() { month }: SeatUsageQuery): Promise<SeatUsageView> {
    return seatUsageView(month, await this.usage.run(tenantId, firstOf(month)));
  }

  @Get('seat-usage/file')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'exportSeatUsage', summary: 'The same as CSV, a line a day' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() { month }: SeatUsageQuery): Promise<StreamableFile> {
    const text = seatUsageFile(await this.usage.run(tenantId, firstOf(month)));
    return new StreamableFile(Buffer.from(text), { type: CSV, disposition: `attachment; filename="seat-usage-${month}.csv"` });
  }

  @Get('operator/seat-usage')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listSeatUsage', summary: 'The same of every tenant that rents in the month' })
  @ApiOkResponse({ type: TenantSeatUsageListView })
  async list(@Query() query: SeatUsagePageQuery): Promise<TenantSeatUsageListView> {
    const month = firstOf(query.month);
    const found = await this.platform.run((tx) => tenantsWithLeases(tx.db, spanOf(month), windowOf(query)));
    const page = pageOf(found, query, (tenant) => tenant);
    const items: TenantSeatUsageView[] = [];
    for (const { id, name } of page.items) items.push({ tenantId: id, tenantName: name, leases: (await this.usage.run(id, month)).map(leaseSeatUsageView) });
    return { items, nextCursor: page.nextCursor };
  }

  @Get('operator/tenants/:tenantId/seat-usage')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantSeatUsage', summary: 'The same of one tenant' })
  @ApiOkResponse({ type: SeatUsageView })
  async ofTenant(@Param('tenantId', new IdPipe('tenant')) tenantId: string, @Query() { month }: SeatUsageQuery): Promise<SeatUsageView> {
    return seatUsageView(month, await this.usage.run(tenantId, firstOf(month)));
  }
}

function firstOf(month: string): ReturnType<typeof readDate> {
  return readDate('month', `${month}-01`);
}
