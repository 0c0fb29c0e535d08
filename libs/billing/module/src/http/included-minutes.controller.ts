import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ReadIncludedMinutes } from '../use-cases/read-included-minutes';
import { IncludedMinutesView, includedMinutesView } from './included-minutes.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');

/** Talk that a lease's rent includes, and how much of it is used. */
@ApiTags('leases')
@Controller('leases/:id/included-minutes')
export class IncludedMinutesController {
  constructor(private readonly included: ReadIncludedMinutes) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readIncludedMinutes', summary: 'Minutes that the rent includes, used and left, by period' })
  @ApiOkResponse({ type: IncludedMinutesView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<IncludedMinutesView> {
    return includedMinutesView(await this.included.run(tenantId, id));
  }
}

@ApiTags('operator')
@Controller('operator/tenants/:tenantId/leases/:leaseId/included-minutes')
export class OperatorIncludedMinutesController {
  constructor(private readonly included: ReadIncludedMinutes) {}

  @Get()
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantIncludedMinutes' })
  @ApiOkResponse({ type: IncludedMinutesView })
  async read(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string): Promise<IncludedMinutesView> {
    return includedMinutesView(await this.included.run(tenantId, leaseId));
  }
}
