import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readMovements, readWallet } from '../reads/wallets';
import { TelephoneBilling } from '../use-cases/telephone-billing';
import { Checkout } from '../use-cases/checkout';
import { PayOnline } from '../use-cases/pay-online';
import { CheckoutView, checkoutView } from './checkouts.view';
import { movementView, RefillInput, TopUpCheckoutInput, TopUpInput, WalletMovementListView, WalletSettingsInput, WalletView, walletView } from './wallets.view';

const LEASE_ID = new IdPipe('lease');

/** A lease's money for calls, where they are paid beforehand. */
@ApiTags('wallets')
@Controller('leases')
export class WalletsController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly billing: TelephoneBilling,
    private readonly payOnline: PayOnline,
    private readonly checkout: Checkout,
  ) {}

  @Get(':id/wallet')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readWallet' })
  @ApiOkResponse({ type: WalletView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<WalletView> {
    return this.walletOf(tenantId, id);
  }

  @Put(':id/wallet')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'setLowBalance', summary: 'The balance below which the tenant is told' })
  @ApiNoContentResponse()
  async set(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() input: WalletSettingsInput): Promise<void> {
    await this.billing.setLowBalance(principal, principal.tenantId, id, input.lowBalance);
  }

  @Put(':id/wallet/refill')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'setRefill', summary: 'Below a line the wallet is filled from the default saved method, by itself' })
  @ApiNoContentResponse()
  async refill(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() { below, amount }: RefillInput): Promise<void> {
    await this.billing.setRefill(principal, principal.tenantId, id, { below, amount });
  }

  @Delete(':id/wallet/refill')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'dropRefill', summary: 'The wallet is not filled by itself any more' })
  @ApiNoContentResponse()
  async stopRefill(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<void> {
    await this.billing.setRefill(principal, principal.tenantId, id, null);
  }

  @Post(':id/wallet/payments')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'topUpWallet', summary: 'Tops up with the default saved method, or a test card where no money moves' })
  @ApiCreatedResponse({ type: CheckoutView })
  async pay(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() { amount }: TopUpInput): Promise<CheckoutView> {
    const target = { purpose: 'wallet', targetId: id, amount } as const;
    return checkoutView(await this.payOnline.payAtOnce(principal, principal.tenantId, target), this.checkout.publishableKey);
  }

  @Post(':id/wallet/checkouts')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'beginTopUpCheckout', summary: 'Begins to top up by card, Alipay or WeChat Pay; the answer says what the payer does next' })
  @ApiCreatedResponse({ type: CheckoutView })
  async begin(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() { amount, method }: TopUpCheckoutInput): Promise<CheckoutView> {
    const target = { purpose: 'wallet', targetId: id, amount } as const;
    return checkoutView(await this.checkout.begin(principal, principal.tenantId, target, method), this.checkout.publishableKey);
  }

  @Get(':id/wallet/movements')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listWalletMovements', summary: 'Top-ups, and what calls took' })
  @ApiOkResponse({ type: WalletMovementListView })
  async movements(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Query() query: PageQuery): Promise<WalletMovementListView> {
    return this.tenants.run(tenantId, async (tx) => {
      if (!(await readWallet(tx.ledger, tenantId, id))) throw notFound('lease');
      return pageOf(await readMovements(tx.ledger, tenantId, id, windowOf(query)), query, movementView);
    });
  }

  private async walletOf(tenantId: string, id: string): Promise<WalletView> {
    const row = await this.tenants.run(tenantId, (tx) => readWallet(tx.ledger, tenantId, id));
    if (!row) throw notFound('lease');
    return walletView(row);
  }
}
