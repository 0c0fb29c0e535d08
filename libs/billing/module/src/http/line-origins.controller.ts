import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, type Page, pageOf, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { hasInvoice, type OriginWindow, readLineCalls, readLineInterruptions, readLineOrigins, readLineSeats } from '../reads/line-origins';
import {
  LineCallListView, lineCallView, LineInterruptionListView, lineInterruptionView, LineOriginListView, lineOriginView, LineQuery, LineSeatListView, lineSeatView,
} from './line-origins.view';

const TENANT_ID = new IdPipe('tenant');
const INVOICE_ID = new IdPipe('invoice');

/** What made an invoice's lines: the contract and its clause, the seats and their days, the calls and their prices. */
@ApiTags('invoices')
@Controller('invoices/:id')
export class LineOriginsController {
  constructor(private readonly tenants: TenantUnitOfWork) {}

  @Get('origins')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readLineOrigins', summary: 'How the amount of every line came about' })
  @ApiOkResponse({ type: LineOriginListView })
  origins(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string): Promise<LineOriginListView> {
    return originsOf(this.tenants, tenantId, id);
  }

  @Get('seats')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listLineSeats', summary: 'The seats of rent and deposit lines with their days' })
  @ApiOkResponse({ type: LineSeatListView })
  seats(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string, @Query() query: LineQuery): Promise<LineSeatListView> {
    return listOf(this.tenants, tenantId, id, query, readLineSeats, lineSeatView);
  }

  @Get('interruptions')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listLineInterruptions', summary: 'The maintenance and outages for which a line gives back rent' })
  @ApiOkResponse({ type: LineInterruptionListView })
  interruptions(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string, @Query() query: LineQuery): Promise<LineInterruptionListView> {
    return listOf(this.tenants, tenantId, id, query, readLineInterruptions, lineInterruptionView);
  }

  @Get('calls')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listLineCalls', summary: 'The calls of telephone lines with the prices that they were billed by' })
  @ApiOkResponse({ type: LineCallListView })
  calls(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string, @Query() query: LineQuery): Promise<LineCallListView> {
    return listOf(this.tenants, tenantId, id, query, readLineCalls, lineCallView);
  }
}

@ApiTags('operator')
@Controller('operator/tenants/:tenantId/invoices/:invoiceId')
export class OperatorLineOriginsController {
  constructor(private readonly tenants: TenantUnitOfWork) {}

  @Get('origins')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantLineOrigins' })
  @ApiOkResponse({ type: LineOriginListView })
  origins(@Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) id: string): Promise<LineOriginListView> {
    return originsOf(this.tenants, tenantId, id);
  }

  @Get('seats')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantLineSeats' })
  @ApiOkResponse({ type: LineSeatListView })
  seats(@Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) id: string, @Query() query: LineQuery): Promise<LineSeatListView> {
    return listOf(this.tenants, tenantId, id, query, readLineSeats, lineSeatView);
  }

  @Get('interruptions')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantLineInterruptions' })
  @ApiOkResponse({ type: LineInterruptionListView })
  interruptions(
    @Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) id: string, @Query() query: LineQuery,
  ): Promise<LineInterruptionListView> {
    return listOf(this.tenants, tenantId, id, query, readLineInterruptions, lineInterruptionView);
  }

  @Get('calls')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantLineCalls' })
  @ApiOkResponse({ type: LineCallListView })
  calls(@Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) id: string, @Query() query: LineQuery): Promise<LineCallListView> {
    return listOf(this.tenants, tenantId, id, query, readLineCalls, lineCallView);
  }
}

async function originsOf(tenants: TenantUnitOfWork, tenantId: string, id: string): Promise<LineOriginListView> {
  const rows = await tenants.run(tenantId, (tx) => readLineOrigins(tx.ledger, tenantId, id));
  if (rows.length === 0) throw notFound('invoice');
  return { items: rows.map(lineOriginView) };
}

type ReadList<Row> = (db: Parameters<typeof readLineSeats>[0], tenantId: string, invoiceId: string, window: OriginWindow) => Promise<Row[]>;

function listOf<Row extends { id: string }, View>(
  tenants: TenantUnitOfWork, tenantId: string, id: string, query: LineQuery, read: ReadList<Row>, view: (row: Row) => View,
): Promise<Page<View>> {
  return tenants.run(tenantId, async (tx) => {
    if (!(await hasInvoice(tx.ledger, tenantId, id))) throw notFound('invoice');
    const window = { ...windowOf(query), line: (query.line ?? 1) - 1 };
    return pageOf(await read(tx.ledger, tenantId, id, window), query, view);
  });
}
