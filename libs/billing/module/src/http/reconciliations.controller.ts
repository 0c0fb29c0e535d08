import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, PlatformUnitOfWork, type Principal, RequirePermission, windowOf } from '@seatline/server';
import { CarrierSide } from '../ports/carrier-side';
import { type FindingRow, readFindings, readReconciliations, type ReconciliationRow } from '../reads/reconciliations';
import { DecideFinding } from '../use-cases/decide-finding';
import { ReconcileTrunk } from '../use-cases/reconcile-trunk';
import { readDate } from '../written/json';
import {
  ComparedTrunkListView, comparedTrunkView, FindingDecisionInput, findingsFile, ReconciliationFindingsView, reconciliationFindingsView, ReconciliationInput,
  ReconciliationListView, reconciliationView,
} from './reconciliations.view';

const TENANT_ID = new IdPipe('tenant');
const FINDING_ID = new IdPipe('finding');
const RUN_ID = new IdPipe('reconciliation');

/** Our records of calls held against the carriers' own. */
@ApiTags('operator')
@Controller('operator')
export class ReconciliationsController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly side: CarrierSide,
    private readonly reconcile: ReconcileTrunk,
    private readonly decisions: DecideFinding,
  ) {}

  @Get('reconciliation-trunks')
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'listComparedTrunks', summary: 'Every trunk, and whose books its calls stand in' })
  @ApiOkResponse({ type: ComparedTrunkListView })
  async trunks(): Promise<ComparedTrunkListView> {
    return { items: (await this.side.trunks()).map((trunk) => comparedTrunkView(trunk, this.side.isReachable(trunk.source))) };
  }

  @Get('reconciliations')
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'listReconciliations', summary: 'Trunks’ days that were compared' })
  @ApiOkResponse({ type: ReconciliationListView })
  async list(@Query() query: PageQuery): Promise<ReconciliationListView> {
    return pageOf(await this.platform.run((tx) => readReconciliations(tx.db, windowOf(query))), query, reconciliationView);
  }

  @Post('reconciliations')
  @HttpCode(200)
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'reconcileTrunk', summary: 'Compares a trunk’s day now; again, if it was before' })
  @ApiOkResponse({ type: ReconciliationFindingsView })
  async run(@CurrentPrincipal() who: Principal, @Body() { tenantId, trunkId, on }: ReconciliationInput): Promise<ReconciliationFindingsView> {
    return this.read(await this.reconcile.run(who.displayName, { tenantId, id: trunkId }, readDate('on', on)));
  }

  @Get('reconciliations/:id')
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'readReconciliation', summary: 'What a trunk’s day differs by, each finding with its value' })
  @ApiOkResponse({ type: ReconciliationFindingsView })
  async read(@Param('id', RUN_ID) id: string): Promise<ReconciliationFindingsView> {
    const { run, findings } = await this.findings(id);
    return reconciliationFindingsView(run, findings);
  }

  @Get('reconciliations/:id/file')
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'exportReconciliation', summary: 'The findings as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(@Param('id', RUN_ID) id: string): Promise<StreamableFile> {
    const { run, findings } = await this.findings(id);
    return new StreamableFile(Buffer.from(findingsFile(findings)), { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="reconciliation-${run.on_day}-${run.id}.csv"` });
  }

  @Post('tenants/:tenantId/carrier-findings/:findingId/acknowledgement')
  @HttpCode(204)
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'acknowledgeFinding', summary: 'A finding is known, for a reason' })
  @ApiNoContentResponse()
  async acknowledge(
    @CurrentPrincipal() who: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Param('findingId', FINDING_ID) id: string, @Body() { reason }: FindingDecisionInput,
  ): Promise<void> {
    await this.decisions.acknowledge(who, tenantId, id, reason);
  }

  @Post('tenants/:tenantId/carrier-findings/:findingId/taking-over')
  @HttpCode(204)
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'takeOverCall', summary: 'A call that only the carrier knows becomes usage, billed as what arrives late is' })
  @ApiNoContentResponse()
  async takeOver(
    @CurrentPrincipal() who: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Param('findingId', FINDING_ID) id: string, @Body() { reason }: FindingDecisionInput,
  ): Promise<void> {
    await this.decisions.takeOver(who, tenantId, id, reason);
  }

  private findings(id: string): Promise<{ run: ReconciliationRow; findings: FindingRow[] }> {
    return this.platform.run(async ({ db }) => {
      const [run] = await readReconciliations(db, { id, after: null, most: 1 });
      if (!run) throw notFound('reconciliation');
      return { run, findings: await readFindings(db, id) };
    });
  }
}
