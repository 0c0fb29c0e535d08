import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, pageOf, type Principal, RequirePermission, type TenantPrincipal, windowOf } from '@seatline/server';
import { FapiaoDesk } from '../use-cases/fapiao-desk';
import { readDate } from '../written/json';
import {
  FapiaoDocumentInput, FapiaoListView, FapiaoQuery, FapiaoRefusalInput, FapiaoRequestInput, FapiaoView, fapiaoView, TaxProfileAnswer, TaxProfileInput,
} from './fapiao.view';

const TENANT_ID = new IdPipe('tenant');
const FAPIAO_ID = new IdPipe('fapiao');

/** A tenant's fapiao: to whom they are written, and what was asked for. */
@ApiTags('invoices')
@Controller()
export class FapiaoController {
  constructor(private readonly desk: FapiaoDesk) {}

  @Get('tax-profile')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readTaxProfile' })
  @ApiOkResponse({ type: TaxProfileAnswer })
  async profile(@CurrentPrincipal() { tenantId }: TenantPrincipal): Promise<TaxProfileAnswer> {
    return { profile: await this.desk.profile(tenantId) };
  }

  @Put('tax-profile')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'saveTaxProfile', summary: 'To whom fapiao are written from now on' })
  @ApiNoContentResponse()
  async saveProfile(@CurrentPrincipal() principal: TenantPrincipal, @Body() input: TaxProfileInput): Promise<void> {
    const text = (value: string | undefined): string => (value ?? '').trim();
    await this.desk.saveProfile(principal, {
      title: input.title.trim(), taxNumber: input.taxNumber ?? null, address: text(input.address), phone: text(input.phone), bankName: text(input.bankName),
      bankAccount: text(input.bankAccount), email: input.email,
    });
  }

  @Get('fapiao')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listFapiao' })
  @ApiOkResponse({ type: FapiaoListView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: FapiaoQuery): Promise<FapiaoListView> {
    return pageOf(await this.desk.list({ tenantId, state: query.state, ...windowOf(query) }), query, fapiaoView);
  }

  @Post('invoices/:id/fapiao')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'requestFapiao', summary: 'Asks for the fapiao of an invoice' })
  @ApiCreatedResponse({ type: FapiaoView })
  async request(
    @CurrentPrincipal() principal: TenantPrincipal,
    @Param('id', new IdPipe('invoice')) invoiceId: string,
    @Body() input: FapiaoRequestInput,
  ): Promise<FapiaoView> {
    return fapiaoView(await this.desk.request(principal, invoiceId, input.kind));
  }
}

/** What the operator records of the tax authority's documents. */
@ApiTags('operator')
@Controller('operator')
export class OperatorFapiaoController {
  constructor(private readonly desk: FapiaoDesk) {}

  @Get('fapiao')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'listAllFapiao', summary: 'Fapiao of all tenants: to be issued, issued, with red letters needed' })
  @ApiOkResponse({ type: FapiaoListView })
  async list(@Query() query: FapiaoQuery): Promise<FapiaoListView> {
    return pageOf(await this.desk.list({ tenantId: null, state: query.state, ...windowOf(query) }), query, fapiaoView);
  }

  @Post('tenants/:tenantId/fapiao/:id/issue')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'issueFapiao', summary: 'Records the authority’s number' })
  @ApiOkResponse({ type: FapiaoView })
  async issue(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('id', FAPIAO_ID) id: string,
    @Body() input: FapiaoDocumentInput,
  ): Promise<FapiaoView> {
    return fapiaoView(await this.desk.issue(principal, tenantId, id, { number: input.number, issuedOn: readDate('issuedOn', input.issuedOn) }));
  }

  @Post('tenants/:tenantId/fapiao/:id/refusal')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'refuseFapiao', summary: 'Refuses a request, with a reason that the tenant reads' })
  @ApiNoContentResponse()
  async refuse(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('id', FAPIAO_ID) id: string,
    @Body() input: FapiaoRefusalInput,
  ): Promise<void> {
    await this.desk.refuse(principal, tenantId, id, input.reason.trim());
  }

  @Post('tenants/:tenantId/fapiao/:id/red-letter')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'issueRedLetter', summary: 'Records the red letter of the oldest credit note that still needs one' })
  @ApiOkResponse({ type: FapiaoView })
  async issueRed(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('id', FAPIAO_ID) id: string,
    @Body() input: FapiaoDocumentInput,
  ): Promise<FapiaoView> {
    return fapiaoView(await this.desk.issueRed(principal, tenantId, id, { number: input.number, issuedOn: readDate('issuedOn', input.issuedOn) }));
  }
}
