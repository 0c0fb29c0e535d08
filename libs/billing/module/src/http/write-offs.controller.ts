import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, type Principal, RequirePermission } from '@seatline/server';
import { WriteOffDesk } from '../use-cases/write-off-desk';
import { WriteOffInput } from './leases.view';

const TENANT_ID = new IdPipe('tenant');
const INVOICE_ID = new IdPipe('invoice');

/** What the operator gives up of a tenant's invoice; it stands in the tenant's own audit log. */
@ApiTags('operator')
@Controller('operator/tenants/:tenantId/invoices/:invoiceId')
export class WriteOffsController {
  constructor(private readonly desk: WriteOffDesk) {}

  @Post('write-off')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'writeOffInvoice', summary: 'Gives up what is open: a bad debt; notices stop, service does not come back by it' })
  @ApiNoContentResponse()
  async writeOff(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('invoiceId', INVOICE_ID) invoiceId: string,
    @Body() input: WriteOffInput,
  ): Promise<void> {
    await this.desk.writeOff(principal, tenantId, invoiceId, input.reason.trim());
  }

  @Post('write-off-undoing')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'undoWriteOff', summary: 'The invoice is open again as it was; what its age asks for happens at once' })
  @ApiNoContentResponse()
  async undo(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('invoiceId', INVOICE_ID) invoiceId: string,
    @Body() input: WriteOffInput,
  ): Promise<void> {
    await this.desk.undo(principal, tenantId, invoiceId, input.reason.trim());
  }
}
