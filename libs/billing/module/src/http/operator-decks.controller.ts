import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type Clock, isCurrency, parseZone, type Zone } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, pageOf, PageQuery, PlatformUnitOfWork, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { listUploads } from '../reads/decks';
import { plansInForce } from '../reads/plans';
import { readUnratedCalls, type UnratedRow } from '../reads/usage';
import { RateUnrated } from '../use-cases/rate-unrated';
import { UploadDeck } from '../use-cases/upload-deck';
import { iso } from '../written/json';
import { DeckInput, DeckListView, deckViews, DeckTakenView, DECK_DIRECTIONS, type DeckDirectionName } from './decks.view';
import { PlanListView, planView } from './orders.view';

const DEFAULT_CURRENCY = 'CNY';


export class UnratedCallView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ enum: DECK_DIRECTIONS, enumName: 'DeckDirection' }) direction: DeckDirectionName;
  @ApiProperty() calledNumber: string;
  @ApiProperty() answeredAt: string;
  @ApiProperty() milliseconds: number;
  @ApiProperty({ description: 'no-price, no-short-code-rate, no-service-rate, bad-number, no-deck or no-lease' }) cause: string;
}

export class UnratedCallListView {
  @ApiProperty({ type: [UnratedCallView] }) items: UnratedCallView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class RatedAgainView {
  @ApiProperty() rated: number;
  @ApiProperty() left: number;
}

/** What is offered and what calls cost. */
@ApiTags('operator')
@Controller('operator')
export class OperatorDecksController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly uploadDeck: UploadDeck,
    private readonly rateUnrated: RateUnrated,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('plans')
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'listAllPlans' })
  @ApiOkResponse({ type: PlanListView })
  async plans(@CurrentPrincipal() { locale }: Principal): Promise<PlanListView> {
    const plans = await this.platform.run((tx) => plansInForce(tx.db, this.clock.now()));
    return { items: plans.map((plan) => planView(plan, locale)), nextCursor: null };
  }

  @Get('decks')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'listDecks' })
  @ApiOkResponse({ type: DeckListView })
  async decks(): Promise<DeckListView> {
    const decks = await this.platform.run((tx) => listUploads(tx.db));
    return { items: deckViews(decks, this.clock.now()), nextCursor: null };
  }

  @Post('decks')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'uploadDeck', summary: 'Stages a rate deck whole, or tells every faulty row; it prices nothing until it is activated' })
  @ApiCreatedResponse({ type: DeckTakenView })
  async upload(@CurrentPrincipal() principal: Principal, @Body() input: DeckInput): Promise<DeckTakenView> {
    const currency = input.currency ?? DEFAULT_CURRENCY;
    if (!isCurrency(currency)) throw new Problem('invalid-input', { faults: 'currency must be an ISO 4217 code' });
    const name = input.name?.trim() ?? `${input.direction} ${iso(this.clock.now()).slice(0, 10)}`;
    return this.uploadDeck.stage(principal, { direction: input.direction, currency, name, zone: zoneOf(input), csv: input.csv });
  }

  @Get('unrated-calls')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'listUnratedCalls', summary: 'Calls that nobody could price, of all tenants' })
  @ApiOkResponse({ type: UnratedCallListView })
  async unrated(@Query() query: PageQuery): Promise<UnratedCallListView> {
    return pageOf(await this.platform.run((tx) => readUnratedCalls(tx.db, windowOf(query))), query, unratedView);
  }

  @Post('unrated-calls/rate')
  @HttpCode(200)
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'rateUnratedCalls', summary: 'Prices them by the decks as they are now' })
  @ApiOkResponse({ type: RatedAgainView })
  async rateAgain(@CurrentPrincipal() principal: Principal): Promise<RatedAgainView> {
    return this.rateUnrated.run(principal);
  }
}

function zoneOf({ zone }: DeckInput): Zone | undefined {
  if (zone === undefined) return undefined;
  const known = parseZone(zone);
  if (known === null) throw new Problem('invalid-input', { faults: 'zone must be an IANA time zone' });
  return known;
}

function unratedView(row: UnratedRow): UnratedCallView {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    direction: row.direction as UnratedCallView['direction'],
    calledNumber: row.called_number ?? '',
    answeredAt: iso(row.answered_at),
    milliseconds: Number(row.milliseconds),
    cause: row.cause,
  };
}
