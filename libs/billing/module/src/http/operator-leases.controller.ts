import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@seatline/kernel';
import { CLOCK, IdPipe, notFound, pageOf, PageQuery, PlatformUnitOfWork, RequirePermission, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readInvoices } from '../reads/invoices';
import { readLeases, readLeasesInArrears } from '../reads/leases';
import { ExplainArrears } from '../use-cases/explain-arrears';
import { iso, readInstant } from '../written/json';
import { InvoiceListView, InvoicesQuery, invoiceView } from './invoices.view';
import { ArrearsListView, ArrearsQuery, ArrearsView, arrearsView, LeaseListView, LeasesQuery, LeaseView, leaseView } from './leases.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');

/** The operator's look at leases and at what is owed, over all tenants and into one. */
@ApiTags('operator')
@Controller('operator')
export class OperatorLeasesController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly explainArrears: ExplainArrears,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('leases')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listAllLeases' })
  @ApiOkResponse({ type: LeaseListView })
  async list(@Query() query: LeasesQuery): Promise<LeaseListView> {
    const filter = { ...windowOf(query), status: query.status };
    return pageOf(await this.platform.run((tx) => readLeases(tx.db, filter)), query, (row) => leaseView(row, this.clock.now()));
  }

  @Get('arrears')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'listAllArrears', summary: 'Every lease with something overdue, and every suspended one' })
  @ApiOkResponse({ type: ArrearsListView })
  async arrears(@Query() query: PageQuery): Promise<ArrearsListView> {
    const found = await this.platform.run((tx) => readLeasesInArrears(tx.db, iso(this.clock.now()), windowOf(query)));
    const page = pageOf(found, query, (key) => key);
    const items: ArrearsView[] = [];
    for (const { tenantId, id } of page.items) items.push(arrearsView(await this.explainArrears.run(tenantId, id)));
    return { items, nextCursor: page.nextCursor };
  }

  @Get('tenants/:tenantId/leases/:leaseId')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantLease' })
  @ApiOkResponse({ type: LeaseView })
  async read(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) id: string): Promise<LeaseView> {
    const [row] = await this.tenants.run(tenantId, (tx) => readLeases(tx.ledger, { tenantId, id, after: null, most: 1 }));
    if (!row) throw notFound('lease');
    return leaseView(row, this.clock.now());
  }

  @Get('tenants/:tenantId/leases/:leaseId/invoices')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantInvoices' })
  @ApiOkResponse({ type: InvoiceListView })
  async invoices(
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Query() query: InvoicesQuery,
  ): Promise<InvoiceListView> {
    return this.tenants.run(tenantId, async (tx) => {
      const [lease] = await readLeases(tx.ledger, { tenantId, id: leaseId, after: null, most: 1 });
      if (!lease) throw notFound('lease');
      const filter = { ...windowOf(query), leaseId, kind: query.kind, status: query.status };
      return pageOf(await readInvoices(tx.ledger, tenantId, iso(this.clock.now()), filter), query, invoiceView);
    });
  }

  @Get('tenants/:tenantId/leases/:leaseId/arrears')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'explainTenantArrears' })
  @ApiOkResponse({ type: ArrearsView })
  async explain(
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Query() { at }: ArrearsQuery,
  ): Promise<ArrearsView> {
    return arrearsView(await this.explainArrears.run(tenantId, leaseId, at === undefined ? null : readInstant('at', at)));
  }
}
