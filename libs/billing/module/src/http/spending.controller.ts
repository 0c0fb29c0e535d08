import { Body, Controller, Get, HttpCode, Inject, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readSpending, readSpendingNotices } from '../reads/spending';
import { ManageCaps } from '../use-cases/manage-caps';
import { SpendingCapsInput, SpendingNoticeListView, spendingNoticeView, SpendingView, spendingView } from './spending.view';

/** What calls may cost, what they have cost, and what the tenant was told of it. */
@ApiTags('spending')
@Controller('spending')
export class SpendingController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly caps: ManageCaps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readSpending', summary: 'Today’s and this month’s spending of the tenant and of every seat, and what binds' })
  @ApiOkResponse({ type: SpendingView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal): Promise<SpendingView> {
    return spendingView(await this.tenants.run(tenantId, (tx) => readSpending(tx.ledger, tenantId, this.clock.now())));
  }

  @Put('caps')
  @HttpCode(204)
  @RequirePermission('tenant:manage')
  @ApiOperation({ operationId: 'setSpendingCaps' })
  @ApiNoContentResponse()
  async set(@CurrentPrincipal() principal: TenantPrincipal, @Body() input: SpendingCapsInput): Promise<void> {
    await this.caps.set(principal, principal.tenantId, 'tenant', input.caps.map((cap) => ({ ...cap, seatId: cap.seatId ?? null })));
  }

  @Get('notices')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listSpendingNotices' })
  @ApiOkResponse({ type: SpendingNoticeListView })
  async notices(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: PageQuery): Promise<SpendingNoticeListView> {
    return pageOf(await this.tenants.run(tenantId, (tx) => readSpendingNotices(tx.ledger, tenantId, windowOf(query))), query, spendingNoticeView);
  }
}
