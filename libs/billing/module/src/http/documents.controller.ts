import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { IsIn, IsOptional } from 'class-validator';
import { IssueDocument } from '../use-cases/issue-document';

const LANGUAGES = ['zh-CN', 'en'] as const;
const PDF = 'application/pdf';
const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

const TENANT_ID = new IdPipe('tenant');
const INVOICE_ID = new IdPipe('invoice');
const NOTE_ID = new IdPipe('credit-note');
const LEASE_ID = new IdPipe('lease');

export class DocumentQuery {
  @ApiProperty({ enum: LANGUAGES, enumName: 'DocumentLanguage', required: false, default: 'zh-CN' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

type Kind = Parameters<IssueDocument['run']>[1];

async function pdfOf(issue: IssueDocument, tenantId: string, kind: Kind, subjectId: string, query: DocumentQuery): Promise<StreamableFile> {
  const { content, fileName } = await issue.run(tenantId, kind, subjectId, query.language ?? 'zh-CN');
  return new StreamableFile(content, { type: PDF, length: content.byteLength, disposition: `inline; filename="${fileName}"` });
}

/** Documents as PDF: made when first asked for, the same bytes ever after. */
@ApiTags('documents')
@ApiProduces(PDF)
@Controller()
export class DocumentsController {
  constructor(private readonly issue: IssueDocument) {}

  @Get('invoices/:id/pdf')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'printInvoice' })
  @ApiOkResponse(BINARY)
  invoice(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'invoice', id, query);
  }

  @Get('invoices/:id/deposit-receipt')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'printDepositReceipt', summary: 'Of an invoice that asked for a deposit, once it is paid' })
  @ApiOkResponse(BINARY)
  receipt(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'deposit-receipt', id, query);
  }

  @Get('credit-notes/:id/pdf')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'printCreditNote' })
  @ApiOkResponse(BINARY)
  creditNote(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', NOTE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'credit-note', id, query);
  }

  @Get('leases/:id/contract')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'printContract', summary: 'With every addendum so far; an edition of its own after each' })
  @ApiOkResponse(BINARY)
  contract(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'lease-contract', id, query);
  }
}

/** The same copies, for the operator. */
@ApiTags('operator')
@ApiProduces(PDF)
@Controller('operator/tenants/:tenantId')
export class OperatorDocumentsController {
  constructor(private readonly issue: IssueDocument) {}

  @Get('invoices/:invoiceId/pdf')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'printTenantInvoice' })
  @ApiOkResponse(BINARY)
  invoice(@Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'invoice', id, query);
  }

  @Get('invoices/:invoiceId/deposit-receipt')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'printTenantDepositReceipt' })
  @ApiOkResponse(BINARY)
  receipt(@Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'deposit-receipt', id, query);
  }

  @Get('credit-notes/:noteId/pdf')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'printTenantCreditNote' })
  @ApiOkResponse(BINARY)
  creditNote(@Param('tenantId', TENANT_ID) tenantId: string, @Param('noteId', NOTE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'credit-note', id, query);
  }

  @Get('leases/:leaseId/contract')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'printTenantContract' })
  @ApiOkResponse(BINARY)
  contract(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) id: string, @Query() query: DocumentQuery): Promise<StreamableFile> {
    return pdfOf(this.issue, tenantId, 'lease-contract', id, query);
  }
}
