import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, pageOf, PageQuery, type Principal, RequirePermission, TenantUnitOfWork, windowOf } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { readGivenBack } from '../reads/given-back';
import { DecideDispute } from '../use-cases/decide-dispute';
import { RefundPayment } from '../use-cases/refund-payment';
import { DisputeDecisionInput, OperatorPaymentListView, OperatorPaymentView, operatorPaymentView, PaymentRefundInput } from './operator-payments.view';

const TENANT_ID = new IdPipe('tenant');

/** A tenant's payments for the operator, with what went back of them. */
@ApiTags('operator')
@Controller('operator/tenants/:tenantId')
export class OperatorPaymentsController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly refundPayment: RefundPayment,
    private readonly decideDispute: DecideDispute,
  ) {}

  @Get('payments')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantPayments', summary: 'Payments with their refunds and disputes, the last booked first' })
  @ApiOkResponse({ type: OperatorPaymentListView })
  async list(@Param('tenantId', TENANT_ID) tenantId: string, @Query() query: PageQuery): Promise<OperatorPaymentListView> {
    const { after, most } = windowOf(query);
    const where = after ? sql`(p.booked_at, p.id) < (select booked_at, id from payment where tenant_id = ${tenantId} and id = ${after})` : sql`true`;
    const rows = await this.tenants.run(tenantId, (tx) => readGivenBack(tx.ledger, tenantId, where, most));
    return pageOf(rows.map((row) => ({ id: row.payment.id, row })), query, ({ row }) => operatorPaymentView(row));
  }

  @Post('payments/:id/refunds')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'refundPayment', summary: 'Gives a part of a gateway’s payment back, out of what is free of the tenant’s money' })
  @ApiCreatedResponse({ type: OperatorPaymentView })
  async refund(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('id', new IdPipe('payment')) paymentId: string,
    @Body() input: PaymentRefundInput,
  ): Promise<OperatorPaymentView> {
    await this.refundPayment.run(principal, tenantId, { paymentId, amount: input.amount, reason: input.reason.trim() });
    const [row] = await this.tenants.run(tenantId, (tx) => readGivenBack(tx.ledger, tenantId, sql`p.id = ${paymentId}`, 1));
    return operatorPaymentView(row!);
  }

  @Post('disputes/:id/decision')
  @HttpCode(204)
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'decideDispute', summary: 'What the bank took back is owed: its arrears clock goes on from today' })
  @ApiNoContentResponse()
  async decide(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('id', new IdPipe('dispute')) id: string,
    @Body() input: DisputeDecisionInput,
  ): Promise<void> {
    await this.decideDispute.resume(principal, tenantId, id, input.reason.trim());
  }
}
