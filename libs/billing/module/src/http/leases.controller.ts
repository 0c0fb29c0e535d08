import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SimulationResult } from '@seatline/billing-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readLeases } from '../reads/leases';
import { listContractVersions } from '../reads/plans';
import { ExplainArrears } from '../use-cases/explain-arrears';
import { LeaseCommands } from '../use-cases/lease-commands';
import { SimulateLease } from '../use-cases/simulate-lease';
import { readInstant } from '../written/json';
import { ArrearsQuery, ArrearsView, arrearsView, LeaseListView, LeaseView, leaseView, SeatRemovalInput, SimulationInput } from './leases.view';
import { ContractVersionListView, contractVersionView } from './prices.view';
import { SimulationView } from './simulation.view';

const LEASE_ID = new IdPipe('lease');

@ApiTags('leases')
@Controller('leases')
export class LeasesController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly arrears: ExplainArrears,
    private readonly commands: LeaseCommands,
    private readonly simulate: SimulateLease,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listLeases' })
  @ApiOkResponse({ type: LeaseListView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: PageQuery): Promise<LeaseListView> {
    return pageOf(await this.tenants.run(tenantId, (tx) => readLeases(tx.ledger, { tenantId, ...windowOf(query) })), query, (row) => leaseView(row, this.clock.now()));
  }

  @Get(':id')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readLease' })
  @ApiOkResponse({ type: LeaseView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<LeaseView> {
    const [row] = await this.tenants.run(tenantId, (tx) => readLeases(tx.ledger, { tenantId, id, after: null, most: 1 }));
    if (!row) throw notFound('lease');
    return leaseView(row, this.clock.now());
  }

  @Get(':id/contract-versions')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listContractVersions', summary: 'What was agreed of the lease’s rent, from when to when' })
  @ApiOkResponse({ type: ContractVersionListView })
  async contractVersions(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<ContractVersionListView> {
    const versions = await this.tenants.run(tenantId, (tx) => listContractVersions(tx.ledger, tenantId, id));
    if (versions.length === 0) throw notFound('lease');
    return { items: versions.map(contractVersionView), nextCursor: null };
  }

  @Get(':id/arrears')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'explainArrears', summary: 'Which invoices, which dates, what happens when: at any instant' })
  @ApiOkResponse({ type: ArrearsView })
  async explain(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() { at }: ArrearsQuery): Promise<ArrearsView> {
    return arrearsView(await this.arrears.run(tenantId, id, at === undefined ? null : readInstant('at', at)));
  }

  @Post(':id/seat-removals')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'removeSeats', summary: 'The last added go first' })
  @ApiNoContentResponse()
  async removeSeats(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() input: SeatRemovalInput): Promise<void> {
    await this.commands.removeSeats(principal, principal.tenantId, id, { seats: input.seats, when: input.when });
  }

  @Post(':id/simulate')
  @HttpCode(200)
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'simulateLease', summary: 'What becomes of the lease if certain things happen; nothing is written' })
  @ApiOkResponse({ type: SimulationView })
  async tell(
    @CurrentPrincipal() { tenantId }: TenantPrincipal,
    @Param('id', LEASE_ID) id: string,
    @Body() input: SimulationInput,
  ): Promise<SimulationResult> {
    return this.simulate.run(tenantId, id, input);
  }
}
