import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, RequirePermission, type TenantPrincipal, TenantUnitOfWork } from '@seatline/server';
import { readDepositMovements } from '../reads/deposits';
import { readLeases } from '../reads/leases';
import { Renewals } from '../use-cases/renewals';
import { readDate } from '../written/json';
import { DepositView, depositView } from './deposits.view';
import { LeaseRenewalsView, leaseRenewalsView, RenewalInput, RenewalView, renewalView } from './renewals.view';

const LEASE_ID = new IdPipe('lease');

/** What a tenant asks for in the life of its lease, and what became of its deposit. */
@ApiTags('leases')
@Controller('leases/:id')
export class LeaseLifeController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly renewals: Renewals,
  ) {}

  @Get('renewals')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listRenewals', summary: 'What was asked and decided, and until when a renewal is granted at once' })
  @ApiOkResponse({ type: LeaseRenewalsView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<LeaseRenewalsView> {
    return leaseRenewalsView(await this.renewals.ofLease(tenantId, id));
  }

  @Post('renewals')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'askRenewal', summary: 'In time it is granted at once, at the current terms; later the operator decides' })
  @ApiOkResponse({ type: RenewalView })
  async ask(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() input: RenewalInput): Promise<RenewalView> {
    const wish = { months: input.months, endOn: readDate('endOn', input.endOn) };
    return renewalView(await this.renewals.ask(principal, principal.tenantId, id, wish));
  }

  @Get('deposit')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readDeposit', summary: 'Taken, topped up, released, set off, refunded; each with its ledger transaction' })
  @ApiOkResponse({ type: DepositView })
  async deposit(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<DepositView> {
    return this.tenants.run(tenantId, async (tx) => {
      const [lease] = await readLeases(tx.ledger, { tenantId, id, after: null, most: 1 });
      if (!lease) throw notFound('lease');
      return depositView(lease, await readDepositMovements(tx.ledger, tenantId, id));
    });
  }
}
