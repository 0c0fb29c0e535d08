import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readNotices } from '../reads/notices';
import { readUsage } from '../reads/usage';
import { NoticeListView, noticeView, UsageListView, UsageQuery, usageView } from './usage.view';

/** What was used, and what the tenant was told. */
@ApiTags('usage')
@Controller()
export class UsageController {
  constructor(private readonly tenants: TenantUnitOfWork) {}

  @Get('usage')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listUsage', summary: 'Rated calls, leg by leg' })
  @ApiOkResponse({ type: UsageListView })
  async usage(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: UsageQuery): Promise<UsageListView> {
    const filter = { ...windowOf(query), status: query.status };
    return pageOf(await this.tenants.run(tenantId, (tx) => readUsage(tx.ledger, tenantId, filter)), query, usageView);
  }

  @Get('notices')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listNotices' })
  @ApiOkResponse({ type: NoticeListView })
  async notices(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: PageQuery): Promise<NoticeListView> {
    return pageOf(await this.tenants.run(tenantId, (tx) => readNotices(tx.ledger, tenantId, windowOf(query))), query, noticeView);
  }
}
