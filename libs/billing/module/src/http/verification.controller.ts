import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { VerifyInvoice } from '../use-cases/verify-invoice';
import { VerificationView, verificationView } from './verification.view';

const TENANT_ID = new IdPipe('tenant');
const INVOICE_ID = new IdPipe('invoice');

@ApiTags('invoices')
@Controller('invoices/:id/verification')
export class VerificationController {
  constructor(private readonly verifyInvoice: VerifyInvoice) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'verifyInvoice', summary: 'Computes the invoice again from its sources: identical, or every difference' })
  @ApiOkResponse({ type: VerificationView })
  async verify(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', INVOICE_ID) id: string): Promise<VerificationView> {
    return verificationView(await this.verifyInvoice.run(tenantId, id));
  }
}

@ApiTags('operator')
@Controller('operator/tenants/:tenantId/invoices/:invoiceId/verification')
export class OperatorVerificationController {
  constructor(private readonly verifyInvoice: VerifyInvoice) {}

  @Get()
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'verifyTenantInvoice', summary: 'Computes a tenant’s invoice again from its sources: identical, or every difference' })
  @ApiOkResponse({ type: VerificationView })
  async verify(@Param('tenantId', TENANT_ID) tenantId: string, @Param('invoiceId', INVOICE_ID) invoiceId: string): Promise<VerificationView> {
    return verificationView(await this.verifyInvoice.run(tenantId, invoiceId));
  }
}
