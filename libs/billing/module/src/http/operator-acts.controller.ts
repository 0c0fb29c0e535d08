import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, type Principal, RequirePermission } from '@seatline/server';
import { BookPayment } from '../use-cases/book-payment';
import { LeaseCommands } from '../use-cases/lease-commands';
import { readDate } from '../written/json';
import { ConsentedRemovalInput, EndInput, HoldInput, PaymentInput, WaiverInput } from './leases.view';
import { PaymentView, paymentView } from './payments.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');

/** What the operator does to a tenant's lease; each act stands in the tenant's own audit log. */
@ApiTags('operator')
@Controller('operator/tenants/:tenantId/leases/:leaseId')
export class OperatorActsController {
  constructor(
    private readonly bookPayment: BookPayment,
    private readonly commands: LeaseCommands,
  ) {}

  @Post('payments')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'bookPayment', summary: 'Books a bank transfer; the same reference again is the same payment' })
  @ApiCreatedResponse({ type: PaymentView })
  async pay(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: PaymentInput,
  ): Promise<PaymentView> {
    const valueOn = input.valueOn === undefined ? null : readDate('valueOn', input.valueOn);
    const transfer = { leaseId, amount: input.amount, valueOn, reference: input.reference, forOrder: input.for === 'order' };
    return paymentView(await this.bookPayment.run(principal, tenantId, transfer));
  }

  @Post('holds')
  @HttpCode(204)
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'holdArrears', summary: 'No suspension through the whole of the day' })
  @ApiNoContentResponse()
  async hold(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: HoldInput,
  ): Promise<void> {
    await this.commands.hold(principal, tenantId, leaseId, { untilOn: readDate('untilOn', input.untilOn), reason: input.reason.trim() });
  }

  @Post('waiver')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'waiveFirstPayment', summary: 'Seats that wait for their first payment may be used before it' })
  @ApiNoContentResponse()
  async waive(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: WaiverInput,
  ): Promise<void> {
    await this.commands.waive(principal, tenantId, leaseId, input.reason.trim());
  }

  @Post('end')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'endLease', summary: 'Agrees the lease’s first day without service' })
  @ApiNoContentResponse()
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: EndInput,
  ): Promise<void> {
    await this.commands.end(principal, tenantId, leaseId, { on: readDate('on', input.on), reason: input.reason.trim() });
  }

  @Post('seat-removals')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'removeSeatsByConsent', summary: 'Takes seats back, the last added first: with the period, or at once by consent' })
  @ApiNoContentResponse()
  async removeSeats(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: ConsentedRemovalInput,
  ): Promise<void> {
    await this.commands.removeSeats(principal, tenantId, leaseId, { seats: input.seats, when: input.when }, input.reason.trim());
  }
}
