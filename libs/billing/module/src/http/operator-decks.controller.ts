import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type Clock, isCurrency } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, pageOf, PageQuery, PlatformUnitOfWork, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type DeckHeader, listDecks } from '../reads/decks';
import { plansInForce } from '../reads/plans';
import { readUnratedCalls, type UnratedRow } from '../reads/usage';
import { RateUnrated } from '../use-cases/rate-unrated';
import { UploadDeck } from '../use-cases/upload-deck';
import { iso, readInstant } from '../written/json';
import { PlanListView, planView } from './orders.view';

const DIRECTIONS = ['outbound', 'inbound'] as const;
const DEFAULT_CURRENCY = 'CNY';

export class DeckView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: DIRECTIONS, enumName: 'DeckDirection' }) direction: (typeof DIRECTIONS)[number];
  @ApiProperty() currency: string;
  @ApiProperty() version: number;
  @ApiProperty() name: string;
  @ApiProperty() effectiveFrom: string;
  @ApiProperty({ type: String, nullable: true, description: 'from when another is in force; null: for good' }) effectiveTo: string | null;
  @ApiProperty() rows: number;
  @ApiProperty() uploadedAt: string;
  @ApiProperty({ type: String, nullable: true }) uploadedBy: string | null;
}

export class DeckListView {
  @ApiProperty({ type: [DeckView] }) items: DeckView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class DeckInput {
  @ApiProperty({ enum: DIRECTIONS, enumName: 'DeckDirection' }) @IsIn(DIRECTIONS) direction: (typeof DIRECTIONS)[number];
  @ApiProperty({ required: false, default: DEFAULT_CURRENCY }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(200) @Matches(/\S/) name?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'now where left out; may lie in the past, which re-rates nothing' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  effectiveFrom?: string;

  @ApiProperty({ description: 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to' })
  @IsString()
  csv: string;
}

export class DeckTakenView {
  @ApiProperty() id: string;
  @ApiProperty() version: number;
}

export class UnratedCallView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ enum: DIRECTIONS, enumName: 'DeckDirection' }) direction: (typeof DIRECTIONS)[number];
  @ApiProperty() calledNumber: string;
  @ApiProperty() answeredAt: string;
  @ApiProperty() milliseconds: number;
  @ApiProperty({ description: 'no-price, no-deck or no-lease' }) cause: string;
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
    const decks = await this.platform.run((tx) => listDecks(tx.db));
    return { items: decks.map((deck) => deckView(deck, decks)), nextCursor: null };
  }

  @Post('decks')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'uploadDeck', summary: 'Takes a rate deck whole, or tells every faulty row' })
  @ApiCreatedResponse({ type: DeckTakenView })
  async upload(@CurrentPrincipal() principal: Principal, @Body() input: DeckInput): Promise<DeckTakenView> {
    const currency = input.currency ?? DEFAULT_CURRENCY;
    if (!isCurrency(currency)) throw new Problem('invalid-input', { faults: 'currency must be an ISO 4217 code' });
    const effectiveFrom = input.effectiveFrom === undefined ? this.clock.now() : readInstant('effectiveFrom', input.effectiveFrom);
    const name = input.name?.trim() ?? `${input.direction} ${iso(effectiveFrom).slice(0, 10)}`;
    return this.uploadDeck.run(principal, { direction: input.direction, currency, name, effectiveFrom, csv: input.csv });
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

function deckView(deck: DeckHeader, all: readonly DeckHeader[]): DeckView {
  const later = all.filter((each) => each.direction === deck.direction && each.currency === deck.currency && each.effectiveFrom > deck.effectiveFrom);
  const next = later.at(-1); // the list begins with the last to take effect
  return {
    id: deck.id,
    direction: deck.direction,
    currency: deck.currency,
    version: deck.version,
    name: deck.name,
    effectiveFrom: iso(deck.effectiveFrom),
    effectiveTo: next ? iso(next.effectiveFrom) : null,
    rows: deck.rowCount,
    uploadedAt: iso(deck.createdAt),
    uploadedBy: deck.createdBy,
  };
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
