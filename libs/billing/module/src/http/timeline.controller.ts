import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, type Principal, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ExplainArrears } from '../use-cases/explain-arrears';
import { ReadTimeline } from '../use-cases/read-timeline';
import { iso, readInstant } from '../written/json';
import { ArrearsQuery } from './leases.view';
import { ExplainedWordsView, TimelineView, timelineView, wordsOf } from './timeline.view';

const LEASE_ID = new IdPipe('lease');
const TENANT_ID = new IdPipe('tenant');

/** A lease's arrears on one line of time, and in words: the same for both sides. */
@ApiTags('leases')
@Controller()
export class TimelineController {
  constructor(
    private readonly timeline: ReadTimeline,
    private readonly arrears: ExplainArrears,
  ) {}

  @Get('leases/:id/timeline')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readTimeline', summary: 'What happened, with proof of each notice, and what comes if nobody pays' })
  @ApiOkResponse({ type: TimelineView })
  async own(@CurrentPrincipal() { tenantId, locale }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<TimelineView> {
    return timelineView(await this.timeline.run(tenantId, id), locale);
  }

  @Get('leases/:id/explanation')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'explainInWords', summary: 'Where the lease stands, stood or will stand at an instant, in sentences' })
  @ApiOkResponse({ type: ExplainedWordsView })
  async ownWords(
    @CurrentPrincipal() { tenantId, locale }: TenantPrincipal,
    @Param('id', LEASE_ID) id: string,
    @Query() query: ArrearsQuery,
  ): Promise<ExplainedWordsView> {
    return this.words(tenantId, id, query, locale);
  }

  @Get('operator/tenants/:tenantId/leases/:leaseId/timeline')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'readTenantTimeline' })
  @ApiOkResponse({ type: TimelineView })
  async tenants(
    @CurrentPrincipal() { locale }: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
  ): Promise<TimelineView> {
    return timelineView(await this.timeline.run(tenantId, leaseId), locale);
  }

  @Get('operator/tenants/:tenantId/leases/:leaseId/explanation')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'explainTenantInWords' })
  @ApiOkResponse({ type: ExplainedWordsView })
  async tenantsWords(
    @CurrentPrincipal() { locale }: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Query() query: ArrearsQuery,
  ): Promise<ExplainedWordsView> {
    return this.words(tenantId, leaseId, query, locale);
  }

  private async words(tenantId: string, leaseId: string, { at }: ArrearsQuery, locale: Principal['locale']): Promise<ExplainedWordsView> {
    const explained = await this.arrears.run(tenantId, leaseId, at === undefined ? null : readInstant('at', at));
    return { leaseId, at: iso(explained.explanation.at), words: wordsOf(explained, locale) };
  }
}
