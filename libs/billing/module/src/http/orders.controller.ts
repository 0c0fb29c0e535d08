import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, IdPipe, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { plansForTenant } from '../reads/plans';
import { readTenantTerms } from '../reads/tenants';
import { CancelOrder } from '../use-cases/cancel-order';
import { ListOrders } from '../use-cases/list-orders';
import type { SeatsWanted } from '../use-cases/order-terms';
import { PayOnline } from '../use-cases/pay-online';
import { PlaceOrder } from '../use-cases/place-order';
import { QuoteSeats } from '../use-cases/quote-seats';
import { readDate } from '../written/json';
import { OrderInput, OrderListView, OrderView, orderView, PlanListView, planView, QuoteView, quoteView } from './orders.view';
import { PaymentView, paymentView } from './payments.view';

function wantedBy({ planCode, seats, months, startOn }: OrderInput): SeatsWanted {
  return { planCode, seats, months, startOn: readDate('startOn', startOn) };
}

/** What can be rented, and what it costs. */
@ApiTags('orders')
@Controller()
export class PlansController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly quotes: QuoteSeats,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('plans')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listPlans', summary: 'Plans in the tenant’s currency' })
  @ApiOkResponse({ type: PlanListView })
  async list(@CurrentPrincipal() principal: TenantPrincipal): Promise<PlanListView> {
    return this.tenants.run(principal.tenantId, async (tx) => {
      const tenant = await readTenantTerms(tx.ledger, principal.tenantId);
      const plans = await plansForTenant(tx.ledger, this.clock.now());
      const items = plans.filter((plan) => plan.currency === tenant?.currency).map((plan) => planView(plan, principal.locale));
      return { items, nextCursor: null };
    });
  }

  @Post('quotes')
  @HttpCode(200)
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'quoteSeats', summary: 'What an order placed now would be invoiced' })
  @ApiOkResponse({ type: QuoteView })
  async quote(@CurrentPrincipal() principal: TenantPrincipal, @Body() input: OrderInput): Promise<QuoteView> {
    return quoteView(await this.quotes.run(principal.tenantId, wantedBy(input)));
  }
}

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: ListOrders,
    private readonly placeOrder: PlaceOrder,
    private readonly payOnline: PayOnline,
    private readonly cancelOrder: CancelOrder,
  ) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listOrders' })
  @ApiOkResponse({ type: OrderListView })
  async list(@CurrentPrincipal() principal: TenantPrincipal, @Query() query: PageQuery): Promise<OrderListView> {
    return pageOf(await this.orders.run(principal.tenantId, windowOf(query)), query, orderView);
  }

  @Post()
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'placeOrder', summary: 'Opens the lease, or orders more seats for the one that is open' })
  @ApiCreatedResponse({ type: OrderView })
  async place(@CurrentPrincipal() principal: TenantPrincipal, @Body() input: OrderInput): Promise<OrderView> {
    const id = await this.placeOrder.run(principal, principal.tenantId, wantedBy(input));
    return orderView(await this.orders.one(principal.tenantId, id));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'cancelOrder', summary: 'Takes back an order that is not paid' })
  @ApiOkResponse({ type: OrderView })
  async cancel(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('order')) id: string): Promise<OrderView> {
    await this.cancelOrder.run(principal, principal.tenantId, id);
    return orderView(await this.orders.one(principal.tenantId, id));
  }

  @Post(':id/payments')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'payOrder', summary: 'Pays a standing order through the gateway, where one is on' })
  @ApiCreatedResponse({ type: PaymentView })
  async pay(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('order')) id: string): Promise<PaymentView> {
    return paymentView(await this.payOnline.run(principal, principal.tenantId, 'order', id));
  }
}
