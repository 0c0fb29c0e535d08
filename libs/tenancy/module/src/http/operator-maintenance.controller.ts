import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, IdPipe, pageOf, PageQuery, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { PlanMaintenance } from '../use-cases/plan-maintenance';
import { MaintenancePlannedView, MaintenanceWindowInput, MaintenanceWindowListView, windowInput, windowView } from './operator-maintenance.view';

@ApiTags('operator')
@Controller('operator/maintenance-windows')
export class OperatorMaintenanceController {
  constructor(
    private readonly maintenance: PlanMaintenance,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'listMaintenanceWindows' })
  @ApiOkResponse({ type: MaintenanceWindowListView })
  async list(@Query() query: PageQuery): Promise<MaintenanceWindowListView> {
    const now = this.clock.now();
    const { after, most } = windowOf(query);
    return pageOf(await this.maintenance.list(after, most), query, (window) => windowView(window, now));
  }

  @Post()
  @RequirePermission('operator:maintenance')
  @ApiOperation({ operationId: 'planMaintenance' })
  @ApiCreatedResponse({ type: MaintenancePlannedView })
  async plan(@CurrentPrincipal() principal: Principal, @Body() input: MaintenanceWindowInput): Promise<MaintenancePlannedView> {
    const planned = await this.maintenance.plan(principal, windowInput(input));
    if (!planned.ok) throw Problem.from(planned.refusal);
    return planned.value;
  }

  @Delete(':id')
  @RequirePermission('operator:maintenance')
  @HttpCode(204)
  @ApiOperation({ operationId: 'cancelMaintenance' })
  @ApiNoContentResponse()
  async cancel(@CurrentPrincipal() principal: Principal, @Param('id', new IdPipe('maintenance window')) id: string): Promise<void> {
    const cancelled = await this.maintenance.cancel(principal, id);
    if (!cancelled.ok) throw Problem.from(cancelled.refusal);
  }
}
