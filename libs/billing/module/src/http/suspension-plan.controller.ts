import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { DryRunSuspension } from '../use-cases/dry-run-suspension';
import { SuspensionPlanView, suspensionPlanView } from './suspension-plan.view';

const LEASE_ID = new IdPipe('lease');

/** What a suspension would do, and what the last ones did. */
@ApiTags('leases')
@Controller()
export class SuspensionPlanController {
  constructor(private readonly dryRun: DryRunSuspension) {}

  @Get('leases/:id/suspension-plan')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readSuspensionPlan', summary: 'The dry run: who and what a suspension would meet, its steps, and those of the last ones' })
  @ApiOkResponse({ type: SuspensionPlanView })
  async own(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<SuspensionPlanView> {
    return suspensionPlanView(await this.dryRun.run(tenantId, id));
  }

  @Get('operator/tenants/:tenantId/leases/:leaseId/suspension-plan')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'readTenantSuspensionPlan' })
  @ApiOkResponse({ type: SuspensionPlanView })
  async tenants(@Param('tenantId', new IdPipe('tenant')) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string): Promise<SuspensionPlanView> {
    return suspensionPlanView(await this.dryRun.run(tenantId, leaseId));
  }
}
