import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, pageOf, PageQuery, PlatformUnitOfWork, type Principal, RequirePermission, type TenantPrincipal, windowOf } from '@seatline/server';
import { readSublets } from '../reads/sublets';
import { Sublets } from '../use-cases/sublets';
import { readDate } from '../written/json';
import { DecisionInput } from './renewals.view';
import { SubletAnswerInput, SubletInput, SubletListView, SubletView, subletView, TenantSubletsView } from './sublets.view';

const LEASE_ID = new IdPipe('lease');
const SUBLET_ID = new IdPipe('sublet');

/** Handing seats on to another tenant, as either of the two sees it. */
@ApiTags('sublets')
@Controller()
export class SubletsController {
  constructor(private readonly sublets: Sublets) {}

  @Get('sublets')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listSublets', summary: 'Given and received, and the code to be named by' })
  @ApiOkResponse({ type: TenantSubletsView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal): Promise<TenantSubletsView> {
    const { code, sublets } = await this.sublets.ofTenant(tenantId);
    return { code, items: sublets.map((row) => subletView(row, tenantId)), nextCursor: null };
  }

  @Post('leases/:id/sublets')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'giveSubletNotice', summary: 'Takes effect only when the other tenant accepts and the operator consents' })
  @ApiOkResponse({ type: SubletView })
  async give(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() input: SubletInput): Promise<SubletView> {
    const notice = { toCode: input.toCode, seats: input.seats, on: readDate('on', input.on) };
    return subletView(await this.sublets.give(principal, principal.tenantId, id, notice), principal.tenantId);
  }

  @Post('sublets/:id/answer')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'answerSublet', summary: 'The receiving tenant accepts or declines' })
  @ApiOkResponse({ type: SubletView })
  async answer(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', SUBLET_ID) id: string, @Body() input: SubletAnswerInput): Promise<SubletView> {
    return subletView(await this.sublets.answer(principal, principal.tenantId, id, input), principal.tenantId);
  }

  @Post('sublets/:id/withdrawal')
  @HttpCode(200)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'withdrawSublet', summary: 'The giving tenant takes its notice back, until the day itself' })
  @ApiOkResponse({ type: SubletView })
  async withdraw(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', SUBLET_ID) id: string): Promise<SubletView> {
    return subletView(await this.sublets.withdraw(principal, principal.tenantId, id), principal.tenantId);
  }
}

@ApiTags('operator')
@Controller('operator/sublets')
export class OperatorSubletsController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly sublets: Sublets,
  ) {}

  @Get()
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listAllSublets' })
  @ApiOkResponse({ type: SubletListView })
  async list(@Query() query: PageQuery): Promise<SubletListView> {
    return pageOf(await this.platform.run((tx) => readSublets(tx.db, windowOf(query))), query, (row) => subletView(row, null));
  }

  @Post(':subletId/decision')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'decideSublet', summary: 'Consents or refuses, with a reason' })
  @ApiOkResponse({ type: SubletView })
  async decide(@CurrentPrincipal() principal: Principal, @Param('subletId', SUBLET_ID) id: string, @Body() input: DecisionInput): Promise<SubletView> {
    return subletView(await this.sublets.decide(principal, id, { consent: input.consent, reason: input.reason.trim() }), null);
  }
}
