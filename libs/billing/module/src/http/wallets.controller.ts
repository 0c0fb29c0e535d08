import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { readMovements, readWallet } from '../reads/wallets';
import { TelephoneBilling } from '../use-cases/telephone-billing';
import { movementView, WalletMovementListView, WalletSettingsInput, WalletView, walletView } from './wallets.view';

const LEASE_ID = new IdPipe('lease');

/** A lease's money for calls, where they are paid beforehand. */
@ApiTags('wallets')
@Controller('leases')
export class WalletsController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly billing: TelephoneBilling,
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
