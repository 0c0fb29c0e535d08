import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, type Principal, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { LateFeeDesk } from '../use-cases/late-fee-desk';
import { LateFeesInput, LateFeesView, lateFeesView, lateFeeTermsOf, LateFeeWaiverInput } from './late-fees.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');
const INVOICE_ID = new IdPipe('invoice');

/** What delay costs a lease; nothing until the operator agrees it. */
@ApiTags('leases')
@Controller()
export class LateFeesController {
  constructor(private readonly desk: LateFeeDesk) {}

  @Get('leases/:id/late-fees')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readLateFees', summary: 'What is agreed, what was charged, and what accrues' })
  @ApiOkResponse({ type: LateFeesView })
  async own(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<LateFeesView> {
    return lateFeesView(await this.desk.read(tenantId, id));
  }

  @Get('operator/tenants/:tenantId/leases/:leaseId/late-fees')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantLateFees' })
  @ApiOkResponse({ type: LateFeesView })
  async read(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string): Promise<LateFeesView> {
    return lateFeesView(await this.desk.read(tenantId, leaseId));
  }

  @Put('operator/tenants/:tenantId/leases/:leaseId/late-fees')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'agreeLateFees', summary: 'What delay costs from today on; neither rate: nothing any more' })
  @ApiNoContentResponse()
  async agree(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: LateFeesInput,
  ): Promise<void> {
    await this.desk.agree(principal, tenantId, leaseId, { terms: lateFeeTermsOf(input), reason: input.reason.trim() });
  }

  @Post('operator/tenants/:tenantId/invoices/:invoiceId/late-fee-waivers')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'waiveLateFee', summary: 'Credits what is left of a late fee’s line' })
  @ApiNoContentResponse()
  async waive(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('invoiceId', INVOICE_ID) invoiceId: string,
    @Body() { line, reason }: LateFeeWaiverInput,
  ): Promise<void> {
    await this.desk.waive(principal, tenantId, invoiceId, { place: line - 1, reason: reason.trim() });
  }
}
