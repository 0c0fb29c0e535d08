import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { Checkout } from '../use-cases/checkout';
import { CheckoutInput, CheckoutView, checkoutView } from './checkouts.view';

const CHECKOUT_ID = new IdPipe('checkout');

/** Payments with their payer at the screen. */
@ApiTags('checkouts')
@Controller()
export class CheckoutsController {
  constructor(private readonly checkout: Checkout) {}

  @Post('invoices/:id/checkouts')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'beginInvoiceCheckout', summary: 'Begins to pay what is open by card, Alipay or WeChat Pay; the answer says what the payer does next' })
  @ApiCreatedResponse({ type: CheckoutView })
  async payInvoice(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('invoice')) id: string, @Body() input: CheckoutInput): Promise<CheckoutView> {
    return this.view(await this.checkout.begin(principal, principal.tenantId, { purpose: 'invoice', targetId: id }, input.method));
  }

  @Post('orders/:id/checkouts')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'beginOrderCheckout', summary: 'As for an invoice' })
  @ApiCreatedResponse({ type: CheckoutView })
  async payOrder(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('order')) id: string, @Body() input: CheckoutInput): Promise<CheckoutView> {
    return this.view(await this.checkout.begin(principal, principal.tenantId, { purpose: 'order', targetId: id }, input.method));
  }

  @Get('checkouts/:id')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readCheckout', summary: 'As the gateway says by now' })
  @ApiOkResponse({ type: CheckoutView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', CHECKOUT_ID) id: string): Promise<CheckoutView> {
    return this.view(await this.checkout.look(tenantId, id));
  }

  @Post('checkouts/:id/cancellation')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'cancelCheckout', summary: 'Gives up a payment that nobody has made yet; the gateway has the last word' })
  @ApiOkResponse({ type: CheckoutView })
  async cancel(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', CHECKOUT_ID) id: string): Promise<CheckoutView> {
    return this.view(await this.checkout.giveUp(tenantId, id));
  }

  private view(settled: Parameters<typeof checkoutView>[0]): CheckoutView {
    return checkoutView(settled, this.checkout.publishableKey);
  }
}
