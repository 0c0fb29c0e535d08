import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, PlatformUnitOfWork, type Principal, RequirePermission, TenantUnitOfWork, windowOf,
} from '@seatline/server';
import { readDepositMovements } from '../reads/deposits';
import { readLeases } from '../reads/leases';
import { readRenewals } from '../reads/renewals';
import { PayRefund } from '../use-cases/pay-refund';
import { Renewals } from '../use-cases/renewals';
import { readDate } from '../written/json';
import { DepositView, depositView, RefundInput, RefundView, refundView } from './deposits.view';
import { DecisionInput, LeaseRenewalsView, leaseRenewalsView, RenewalListView, RenewalView, renewalView } from './renewals.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');

/** What waits for the operator's decision, over all tenants. */
@ApiTags('operator')
@Controller('operator/renewals')
export class OperatorRenewalsController {
  constructor(private readonly platform: PlatformUnitOfWork) {}

  @Get()
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listWaitingRenewals', summary: 'Renewals that were asked too late to be granted by the contract' })
  @ApiOkResponse({ type: RenewalListView })
  async list(@Query() query: PageQuery): Promise<RenewalListView> {
    return pageOf(await this.platform.run((tx) => readRenewals(tx.db, { ...windowOf(query), waiting: true })), query, renewalView);
  }
}

/** What the operator decides and pays in the life of a tenant's lease. */
@ApiTags('operator')
@Controller('operator/tenants/:tenantId/leases/:leaseId')
export class OperatorLeaseLifeController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly renewals: Renewals,
    private readonly payRefund: PayRefund,
  ) {}

  @Get('renewals')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantRenewals' })
  @ApiOkResponse({ type: LeaseRenewalsView })
  async list(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string): Promise<LeaseRenewalsView> {
    return leaseRenewalsView(await this.renewals.ofLease(tenantId, leaseId));
  }

  @Post('renewals/:renewalId/decision')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'decideRenewal', summary: 'Consents or refuses, with a reason; decided once' })
  @ApiOkResponse({ type: RenewalView })
  async decide(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Param('renewalId', new IdPipe('renewal')) renewalId: string,
    @Body() input: DecisionInput,
  ): Promise<RenewalView> {
    const decision = { consent: input.consent, reason: input.reason.trim() };
    return renewalView(await this.renewals.decide(principal, tenantId, leaseId, renewalId, decision));
  }

  @Get('deposit')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'readTenantDeposit' })
  @ApiOkResponse({ type: DepositView })
  async deposit(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) id: string): Promise<DepositView> {
    return this.tenants.run(tenantId, async (tx) => {
      const [lease] = await readLeases(tx.ledger, { tenantId, id, after: null, most: 1 });
      if (!lease) throw notFound('lease');
      return depositView(lease, await readDepositMovements(tx.ledger, tenantId, id));
    });
  }

  @Post('refunds')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'payRefund', summary: 'Books that deposit was paid back; never more than is owed, the same reference again is the same refund' })
  @ApiCreatedResponse({ type: RefundView })
  async refund(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: RefundInput,
  ): Promise<RefundView> {
    const valueOn = input.valueOn === undefined ? null : readDate('valueOn', input.valueOn);
    return refundView(await this.payRefund.run(principal, tenantId, { leaseId, amount: input.amount, valueOn, reference: input.reference }));
  }
}
