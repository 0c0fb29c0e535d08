import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, PlatformUnitOfWork, type Principal, RequirePermission, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readSpending } from '../reads/spending';
import { readWallet, readWallets } from '../reads/wallets';
import { CreditControl } from '../use-cases/credit-control';
import { CreditActs } from '../use-cases/credit-acts';
import { readDate } from '../written/json';
import { SpendingCapsInput, SpendingView, spendingView } from './spending.view';
import { TelephoneBillingInput, TransferTopUpInput, WalletListView, WalletView, walletView } from './wallets.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');

/** The operator's side of calls paid beforehand, and its limits above the tenants' own caps. */
@ApiTags('operator')
@Controller('operator')
export class OperatorCreditController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly acts: CreditActs,
    private readonly control: CreditControl,
  ) {}

  @Get('wallets')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listAllWallets' })
  @ApiOkResponse({ type: WalletListView })
  async list(@Query() query: PageQuery): Promise<WalletListView> {
    return pageOf(await this.platform.run((tx) => readWallets(tx.db, windowOf(query))), query, walletView);
  }

  @Get('tenants/:tenantId/leases/:leaseId/wallet')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantWallet' })
  @ApiOkResponse({ type: WalletView })
  async read(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string): Promise<WalletView> {
    const row = await this.tenants.run(tenantId, (tx) => readWallet(tx.ledger, tenantId, leaseId));
    if (!row) throw notFound('lease');
    return walletView(row);
  }

  @Put('tenants/:tenantId/leases/:leaseId/telephone-billing')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'setTelephoneBilling', summary: 'Whether calls answered from now on are paid beforehand or invoiced' })
  @ApiNoContentResponse()
  async setBilling(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: TelephoneBillingInput,
  ): Promise<void> {
    await this.acts.billing.set(principal, tenantId, leaseId, { billing: input.billing, reason: input.reason.trim() });
  }

  @Post('tenants/:tenantId/leases/:leaseId/wallet/top-ups')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'bookWalletTransfer', summary: 'Books a bank transfer for the wallet; the same reference again is the same top-up' })
  @ApiCreatedResponse({ type: WalletView })
  async topUp(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: TransferTopUpInput,
  ): Promise<WalletView> {
    const valueOn = input.valueOn === undefined ? null : readDate('valueOn', input.valueOn);
    await this.acts.topUps.transfer(principal, tenantId, { leaseId, amount: input.amount, valueOn, reference: input.reference });
    return this.read(tenantId, leaseId);
  }

  @Get('tenants/:tenantId/spending')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantSpending' })
  @ApiOkResponse({ type: SpendingView })
  async spending(@Param('tenantId', TENANT_ID) tenantId: string): Promise<SpendingView> {
    return spendingView(await this.tenants.run(tenantId, (tx) => readSpending(tx.ledger, tenantId, this.control.presentTime())));
  }

  @Put('tenants/:tenantId/spending/caps')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'setSpendingLimits', summary: 'The operator’s limits; the tenant’s own caps stay below them' })
  @ApiNoContentResponse()
  async setCaps(@CurrentPrincipal() principal: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Body() input: SpendingCapsInput): Promise<void> {
    await this.acts.caps.set(principal, tenantId, 'operator', input.caps.map((cap) => ({ ...cap, seatId: cap.seatId ?? null })));
  }
}
