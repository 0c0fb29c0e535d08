import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { PrintStatement, type WantedStatement } from '../use-cases/print-statement';
import { ReadStatement } from '../use-cases/read-statement';
import { monthOf, spanOf, statementCsv, StatementPaperQuery, StatementQuery, StatementView, statementView } from './statements.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');
const CSV = 'text/csv; charset=utf-8';
const PDF = 'application/pdf';
const BINARY = { schema: { type: 'string', format: 'binary' } } as const;
const DOWNLOAD = 'attachment; filename="statement.csv"';

/** What a tenant owes, holds and gets back, with everything that was booked in a month. */
@ApiTags('statements')
@Controller()
export class StatementsController {
  constructor(
    private readonly statements: ReadStatement,
    private readonly papers: PrintStatement,
  ) {}

  @Get('statement')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readStatement', summary: 'Over all leases' })
  @ApiOkResponse({ type: StatementView })
  async all(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: StatementQuery): Promise<StatementView> {
    return statementView(await this.statements.ofTenant(tenantId, spanOf(query)));
  }

  @Get('statement.csv')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'downloadStatement' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', CSV)
  @Header('content-disposition', DOWNLOAD)
  async allCsv(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: StatementQuery): Promise<string> {
    return statementCsv(await this.statements.ofTenant(tenantId, spanOf(query)));
  }

  @Get('statement.pdf')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'printStatement', summary: 'Of a month over all leases; provisional until the month is closed, kept as first issued from then on' })
  @ApiProduces(PDF)
  @ApiOkResponse(BINARY)
  allPdf(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: StatementPaperQuery): Promise<StreamableFile> {
    return paperOf(this.papers, tenantId, { leaseId: null, monthOn: monthOf(query) }, query);
  }

  @Get('leases/:id/statement')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readLeaseStatement' })
  @ApiOkResponse({ type: StatementView })
  async one(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() query: StatementQuery): Promise<StatementView> {
    return statementView(await this.statements.ofLease(tenantId, id, spanOf(query)));
  }

  @Get('leases/:id/statement.csv')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'downloadLeaseStatement' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', CSV)
  @Header('content-disposition', DOWNLOAD)
  async oneCsv(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() query: StatementQuery): Promise<string> {
    return statementCsv(await this.statements.ofLease(tenantId, id, spanOf(query)));
  }

  @Get('leases/:id/statement.pdf')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'printLeaseStatement' })
  @ApiProduces(PDF)
  @ApiOkResponse(BINARY)
  onePdf(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() query: StatementPaperQuery): Promise<StreamableFile> {
    return paperOf(this.papers, tenantId, { leaseId: id, monthOn: monthOf(query) }, query);
  }
}

@ApiTags('operator')
@Controller('operator/tenants/:tenantId/leases/:leaseId')
export class OperatorStatementsController {
  constructor(
    private readonly statements: ReadStatement,
    private readonly papers: PrintStatement,
  ) {}

  @Get('statement')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantStatement' })
  @ApiOkResponse({ type: StatementView })
  async read(
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Query() query: StatementQuery,
  ): Promise<StatementView> {
    return statementView(await this.statements.ofLease(tenantId, leaseId, spanOf(query)));
  }

  @Get('statement.csv')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'downloadTenantStatement' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', CSV)
  @Header('content-disposition', DOWNLOAD)
  async download(
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Query() query: StatementQuery,
  ): Promise<string> {
    return statementCsv(await this.statements.ofLease(tenantId, leaseId, spanOf(query)));
  }
  @Get('statement.pdf')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'printTenantStatement' })
  @ApiProduces(PDF)
  @ApiOkResponse(BINARY)
  print(
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Query() query: StatementPaperQuery,
  ): Promise<StreamableFile> {
    return paperOf(this.papers, tenantId, { leaseId, monthOn: monthOf(query) }, query);
  }
}

async function paperOf(papers: PrintStatement, tenantId: string, wanted: WantedStatement, query: StatementPaperQuery): Promise<StreamableFile> {
  const { content, fileName } = await papers.run(tenantId, wanted, query.language ?? 'zh-CN');
  return new StreamableFile(content, { type: PDF, length: content.byteLength, disposition: `inline; filename="${fileName}"` });
}
