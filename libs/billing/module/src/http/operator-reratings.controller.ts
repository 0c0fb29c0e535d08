import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, PlatformUnitOfWork, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { findRerating, listReratings, plannedLeases } from '../reads/reratings';
import { PlanRerating } from '../use-cases/plan-rerating';
import { RunRerating } from '../use-cases/run-rerating';
import { readInstant } from '../written/json';
import { ReratingDetailView, ReratingInput, reratingLeaseView, ReratingListView, ReratingOutcomeView, reratingView } from './reratings.view';

/** Calls rated again: first what it would come to, then by its id. */
@ApiTags('operator')
@Controller('operator/reratings')
export class OperatorReratingsController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly planRerating: PlanRerating,
    private readonly runRerating: RunRerating,
  ) {}

  @Get()
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'listReratings' })
  @ApiOkResponse({ type: ReratingListView })
  async list(@Query() query: PageQuery): Promise<ReratingListView> {
    return pageOf(await this.platform.run((tx) => listReratings(tx.db, windowOf(query))), query, reratingView);
  }

  @Post()
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'planRerating', summary: 'The dry run: what rated calls would come to by the decks now in force for their answers' })
  @ApiCreatedResponse({ type: ReratingDetailView })
  async plan(@CurrentPrincipal() principal: Principal, @Body() input: ReratingInput): Promise<ReratingDetailView> {
    const from = readInstant('from', input.from);
    const to = readInstant('to', input.to);
    if (to <= from) throw new Problem('invalid-input', { faults: 'to must be after from' });
    const range = { direction: input.direction, tenantId: input.tenantId ?? null, leaseId: input.leaseId ?? null, prefix: input.prefix ?? null, from, to };
    return this.read(await this.planRerating.run(principal, range, input.reason.trim()));
  }

  @Get(':id')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'readRerating' })
  @ApiOkResponse({ type: ReratingDetailView })
  one(@Param('id', new IdPipe('rerating')) id: string): Promise<ReratingDetailView> {
    return this.read(id);
  }

  @Post(':id/run')
  @HttpCode(200)
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'runRerating', summary: 'Does what the dry run said; done twice it changes nothing more' })
  @ApiOkResponse({ type: ReratingOutcomeView })
  async execute(@CurrentPrincipal() principal: Principal, @Param('id', new IdPipe('rerating')) id: string): Promise<ReratingOutcomeView> {
    return { ...(await this.runRerating.run(principal, id)) };
  }

  private async read(id: string): Promise<ReratingDetailView> {
    return this.platform.run(async (tx) => {
      const rerating = await findRerating(tx.db, id);
      if (!rerating) throw notFound('rerating');
      return { ...reratingView(rerating), leases: (await plannedLeases(tx.db, id)).map(reratingLeaseView) };
    });
  }
}
