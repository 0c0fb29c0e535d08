import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ReadServiceLevel } from '../use-cases/read-service-level';
import { monthOf, ServiceLevelQuery, ServiceLevelView, serviceLevelView } from './service-level.view';

const LEASE_ID = new IdPipe('lease');
const TENANT_ID = new IdPipe('tenant');

/** How a lease's seats could be used, and what is given back where they could not: the same for both sides. */
@ApiTags('leases')
@Controller()
export class ServiceLevelController {
  constructor(private readonly levels: ReadServiceLevel) {}

  @Get('leases/:id/service-level')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readServiceLevel', summary: 'Availability a month, what interrupted it, and what was and will be given back' })
  @ApiOkResponse({ type: ServiceLevelView })
  async own(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() query: ServiceLevelQuery): Promise<ServiceLevelView> {
    return serviceLevelView(await this.levels.run(tenantId, id, monthOf(query)));
  }

  @Get('operator/tenants/:tenantId/leases/:leaseId/service-level')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantServiceLevel' })
  @ApiOkResponse({ type: ServiceLevelView })
  async tenants(
    @Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string, @Query() query: ServiceLevelQuery,
  ): Promise<ServiceLevelView> {
    return serviceLevelView(await this.levels.run(tenantId, leaseId, monthOf(query)));
  }
}
