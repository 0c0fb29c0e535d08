import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Currency, isCurrency } from '@seatline/kernel';
import { CurrentPrincipal, IdPipe, type Principal, Problem, RequirePermission } from '@seatline/server';
import { CostList } from '../use-cases/cost-list';
import { readInstant } from '../written/json';
import { CostDeckInput, CostDeckListView, costDeckView } from './reconciliations.view';

const TENANT_ID = new IdPipe('tenant');
const TRUNK_ID = new IdPipe('trunk');

/** Carriers' price lists. */
@ApiTags('operator')
@Controller('operator/tenants/:tenantId/trunks/:trunkId/cost-decks')
export class CostDecksController {
  constructor(private readonly costs: CostList) {}

  @Get()
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'listCostDecks', summary: 'What a trunk’s carrier takes, by list' })
  @ApiOkResponse({ type: CostDeckListView })
  async list(@Param('tenantId', TENANT_ID) tenantId: string, @Param('trunkId', TRUNK_ID) trunkId: string): Promise<CostDeckListView> {
    return { items: (await this.costs.list(tenantId, trunkId)).map(costDeckView) };
  }

  @Post()
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'uploadCostDeck', summary: 'A carrier’s price list from an instant on' })
  @ApiCreatedResponse({ type: CostDeckListView })
  async upload(
    @CurrentPrincipal() who: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Param('trunkId', TRUNK_ID) trunkId: string, @Body() input: CostDeckInput,
  ): Promise<CostDeckListView> {
    const { direction, name, csv } = input;
    await this.costs.upload(who, tenantId, trunkId, { direction, name, csv, currency: currencyOf(input.currency), effectiveFrom: readInstant('effectiveFrom', input.effectiveFrom) });
    return this.list(tenantId, trunkId);
  }
}

function currencyOf(text: string): Currency {
  if (!isCurrency(text)) throw new Problem('invalid-input', { faults: 'currency must be one such as CNY' });
  return text;
}
