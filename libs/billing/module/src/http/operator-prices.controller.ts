import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, PlatformUnitOfWork, type Principal, RequirePermission, TenantUnitOfWork } from '@seatline/server';
import { listContractVersions, listOwnPrices, listPlanVersions } from '../reads/plans';
import { readLeases } from '../reads/leases';
import { readTenantTerms } from '../reads/tenants';
import { LeaseCommands } from '../use-cases/lease-commands';
import { rentGiven } from '../use-cases/plan-terms';
import { SetPrices } from '../use-cases/set-prices';
import { readDate, readInstant } from '../written/json';
import {
  ContractVersionListView, contractVersionView, OwnPriceInput, OwnPriceListView, ownPriceView, PlanVersionInput, PlanVersionListView, planVersionView, TermsChangeInput, termsOfInput, VersionMadeView,
} from './prices.view';

const TENANT_ID = new IdPipe('tenant');
const LEASE_ID = new IdPipe('lease');

/** What rent costs: the catalogue, a tenant's own prices, and what is agreed anew of an open lease. */
@ApiTags('operator')
@Controller('operator')
export class OperatorPricesController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly prices: SetPrices,
    private readonly commands: LeaseCommands,
  ) {}

  @Get('plan-versions')
  @RequirePermission('operator:plans')
  @ApiOperation({ operationId: 'listPlanVersions', summary: 'Every version of every plan, from when to when' })
  @ApiOkResponse({ type: PlanVersionListView })
  async versions(@CurrentPrincipal() { locale }: Principal): Promise<PlanVersionListView> {
    const plans = await this.platform.run((tx) => listPlanVersions(tx.db));
    return { items: plans.map((plan) => planVersionView(plan, locale)), nextCursor: null };
  }

  @Post('plan-versions')
  @RequirePermission('operator:plans')
  @ApiOperation({ operationId: 'makePlanVersion', summary: 'The plan’s next version; open leases keep what they were opened with' })
  @ApiCreatedResponse({ type: VersionMadeView })
  async make(@CurrentPrincipal() principal: Principal, @Body() input: PlanVersionInput): Promise<VersionMadeView> {
    const { code, nameEn, nameZh, currency, effectiveFrom, ...terms } = termsOfInput(input);
    const from = effectiveFrom === undefined ? null : readInstant('effectiveFrom', effectiveFrom);
    const name = { en: nameEn.trim(), 'zh-CN': nameZh.trim() };
    return { version: await this.prices.planVersion(principal, { code, name, currency, terms, effectiveFrom: from }) };
  }

  @Get('tenants/:tenantId/own-prices')
  @RequirePermission('operator:plans')
  @ApiOperation({ operationId: 'listOwnPrices', summary: 'Prices of this tenant alone' })
  @ApiOkResponse({ type: OwnPriceListView })
  async ownPrices(@Param('tenantId', TENANT_ID) tenantId: string): Promise<OwnPriceListView> {
    return this.tenants.run(tenantId, async (tx) => {
      const tenant = await readTenantTerms(tx.ledger, tenantId);
      if (!tenant) throw notFound('tenant');
      return { items: (await listOwnPrices(tx.ledger)).map((price) => ownPriceView(price, tenant.currency)), nextCursor: null };
    });
  }

  @Post('tenants/:tenantId/own-prices')
  @RequirePermission('operator:plans')
  @ApiOperation({ operationId: 'giveOwnPrice', summary: 'In place of the catalogue’s at order time and in quotes' })
  @ApiCreatedResponse({ type: VersionMadeView })
  async giveOwnPrice(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Body() input: OwnPriceInput,
  ): Promise<VersionMadeView> {
    const { planCode, from, until, reason, ...terms } = termsOfInput(input);
    const wanted = {
      planCode, terms, reason: reason.trim(), from: from === undefined ? null : readInstant('from', from), until: until === undefined ? null : readInstant('until', until),
    };
    return { version: await this.prices.ownPrice(principal, tenantId, wanted) };
  }

  @Get('tenants/:tenantId/leases/:leaseId/contract-versions')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listTenantContractVersions', summary: 'What was agreed of the lease’s rent, from when to when' })
  @ApiOkResponse({ type: ContractVersionListView })
  async contractVersions(@Param('tenantId', TENANT_ID) tenantId: string, @Param('leaseId', LEASE_ID) leaseId: string): Promise<ContractVersionListView> {
    const versions = await this.tenants.run(tenantId, (tx) => listContractVersions(tx.ledger, tenantId, leaseId));
    if (versions.length === 0) throw notFound('lease');
    return { items: versions.map(contractVersionView), nextCursor: null };
  }

  @Post('tenants/:tenantId/leases/:leaseId/contract-versions')
  @HttpCode(204)
  @RequirePermission('operator:plans')
  @ApiOperation({ operationId: 'changeTerms', summary: 'Other prices from a period’s beginning on; what is invoiced keeps its version' })
  @ApiNoContentResponse()
  async changeTerms(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('leaseId', LEASE_ID) leaseId: string,
    @Body() input: TermsChangeInput,
  ): Promise<void> {
    const { fromOn, reason, ...terms } = input;
    const [lease] = await this.tenants.run(tenantId, (tx) => readLeases(tx.ledger, { tenantId, id: leaseId, after: null, most: 1 }));
    if (!lease) throw notFound('lease');
    const agreed = { fromOn: readDate('fromOn', fromOn), terms: rentGiven(lease.currency, terms), reason: reason.trim() };
    await this.commands.changeTerms(principal, tenantId, leaseId, agreed);
  }
}
