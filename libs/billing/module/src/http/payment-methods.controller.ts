import { Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ManageMethods } from '../use-cases/manage-methods';
import { SaveMethod } from '../use-cases/save-method';
import { methodsView, PaymentMethodsView, SavingView, savingView } from './payment-methods.view';

const METHOD_ID = new IdPipe('payment method');

/** Methods that a tenant keeps with the gateway. A card is entered in the gateway's own form: its number never comes here. */
@ApiTags('payment-methods')
@Controller('payment-methods')
export class PaymentMethodsController {
  constructor(
    private readonly save: SaveMethod,
    private readonly manage: ManageMethods,
  ) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listPaymentMethods' })
  @ApiOkResponse({ type: PaymentMethodsView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal): Promise<PaymentMethodsView> {
    return methodsView(await this.manage.list(tenantId));
  }

  @Post()
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'beginSavingMethod', summary: 'Begins to keep a card; the answer says what its owner does next' })
  @ApiCreatedResponse({ type: SavingView })
  async begin(@CurrentPrincipal() principal: TenantPrincipal): Promise<SavingView> {
    return savingView(await this.save.begin(principal, principal.tenantId), this.save.publishableKey);
  }

  @Get(':id')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readSaving', summary: 'As the gateway says by now' })
  @ApiOkResponse({ type: SavingView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', METHOD_ID) id: string): Promise<SavingView> {
    return savingView(await this.save.look(tenantId, id), this.save.publishableKey);
  }

  @Put(':id/default')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'chooseDefaultMethod', summary: 'It is charged where none is named' })
  @ApiNoContentResponse()
  async choose(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', METHOD_ID) id: string): Promise<void> {
    await this.manage.choose(principal, principal.tenantId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'removePaymentMethod', summary: 'It is charged no more, here and at the gateway' })
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', METHOD_ID) id: string): Promise<void> {
    await this.manage.remove(principal, principal.tenantId, id);
  }
}
