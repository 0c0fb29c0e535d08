import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { readPayments } from '../reads/payments';
import { readInvoiceParts, readInvoices } from '../reads/invoices';
import { PayOnline } from '../use-cases/pay-online';
import { iso } from '../written/json';
import { InvoiceDetailView, invoiceDetailView, InvoiceListView, InvoicesQuery, invoiceView } from './invoices.view';
import { PaymentListView, PaymentView, paymentView } from './payments.view';

@ApiTags('invoices')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly payOnline: PayOnline,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listInvoices' })
  @ApiOkResponse({ type: InvoiceListView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: InvoicesQuery): Promise<InvoiceListView> {
    const filter = { ...windowOf(query), kind: query.kind, status: query.status };
    return pageOf(await this.tenants.run(tenantId, (tx) => readInvoices(tx.ledger, tenantId, iso(this.clock.now()), filter)), query, invoiceView);
  }

  @Get(':id')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readInvoice' })
  @ApiOkResponse({ type: InvoiceDetailView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', new IdPipe('invoice')) id: string): Promise<InvoiceDetailView> {
    return this.tenants.run(tenantId, async (tx) => {
      const [row] = await readInvoices(tx.ledger, tenantId, iso(this.clock.now()), { id, after: null, most: 1 });
      const parts = row ? await readInvoiceParts(tx.ledger, tenantId, id) : null;
      if (!row || !parts) throw notFound('invoice');
      return invoiceDetailView(row, parts, this.payOnline.isOn);
    });
  }

  @Post(':id/payments')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'payInvoice', summary: 'Pays what is open through the gateway, where one is on' })
  @ApiCreatedResponse({ type: PaymentView })
  async pay(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('invoice')) id: string): Promise<PaymentView> {
    return paymentView(await this.payOnline.run(principal, principal.tenantId, 'invoice', id));
  }
}

@ApiTags('invoices')
@Controller('payments')
export class PaymentsController {
  constructor(private readonly tenants: TenantUnitOfWork) {}

  @Get()
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listPayments' })
  @ApiOkResponse({ type: PaymentListView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: PageQuery): Promise<PaymentListView> {
    const { after, most } = windowOf(query);
    const where = after ? sql`(p.booked_at, p.id) < (select booked_at, id from payment where tenant_id = ${tenantId} and id = ${after})` : sql`true`;
    return pageOf(await this.tenants.run(tenantId, (tx) => readPayments(tx.ledger, tenantId, where, most)), query, paymentView);
  }
}
