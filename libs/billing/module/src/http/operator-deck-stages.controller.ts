import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Instant } from '@seatline/kernel';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PlatformUnitOfWork, type Principal, RequirePermission, windowOf } from '@seatline/server';
import { findDeck, readDeckPrices } from '../reads/decks';
import { CompareDeck } from '../use-cases/compare-deck';
import { DecideDeck } from '../use-cases/decide-deck';
import { ExportDeck } from '../use-cases/export-deck';
import { iso, readInstant } from '../written/json';
import { DeckRowListView, deckRowView, DeckRowsQuery } from './deck-rows.view';
import { ComparisonQuery, comparisonView, DeckActivatedView, DeckActivationInput, DeckComparisonView } from './decks.view';

/** One rate deck from its upload to its end: looked at, put in force or thrown away, taken out again. */
@ApiTags('operator')
@Controller('operator/decks/:id')
export class OperatorDeckStagesController {
  constructor(
    private readonly compare: CompareDeck,
    private readonly decide: DecideDeck,
    private readonly exportDeck: ExportDeck,
    private readonly platform: PlatformUnitOfWork,
  ) {}

  @Get('rows')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'listDeckRows', summary: 'Its prices, in the order of its file' })
  @ApiOkResponse({ type: DeckRowListView })
  async rows(@Param('id', new IdPipe('deck')) id: string, @Query() query: DeckRowsQuery): Promise<DeckRowListView> {
    const asked = { ...windowOf(query), table: query.table ?? null, beginning: query.beginning ?? '' };
    const { deck, rows } = await this.platform.run(async (tx) => {
      const found = await findDeck(tx.db, id);
      if (!found) throw notFound('deck');
      return { deck: found, rows: await readDeckPrices(tx.db, id, asked) };
    });
    return pageOf(rows, query, (row) => deckRowView(row, deck.currency));
  }

  @Get('comparison')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'compareDeck', summary: 'What last month’s calls would cost by it, beside what they were rated at' })
  @ApiOkResponse({ type: DeckComparisonView })
  async comparison(@Param('id', new IdPipe('deck')) id: string, @Query() query: ComparisonQuery): Promise<DeckComparisonView> {
    const wish = { from: instantOrNull('from', query.from), to: instantOrNull('to', query.to), asAt: instantOrNull('asAt', query.asAt) };
    return comparisonView(await this.compare.run(id, wish));
  }

  @Post('activate')
  @HttpCode(200)
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'activateDeck', summary: 'Puts a staged deck in force from an instant on' })
  @ApiOkResponse({ type: DeckActivatedView })
  async activate(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('deck')) id: string,
    @Body() input: DeckActivationInput,
  ): Promise<DeckActivatedView> {
    const activation = { effectiveFrom: instantOrNull('effectiveFrom', input.effectiveFrom), intoThePast: input.intoThePast ?? false };
    return { effectiveFrom: iso(await this.decide.activate(principal, id, activation)) };
  }

  @Post('discard')
  @HttpCode(204)
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'discardDeck', summary: 'Throws a staged deck away' })
  @ApiNoContentResponse()
  async discard(@CurrentPrincipal() principal: Principal, @Param('id', new IdPipe('deck')) id: string): Promise<void> {
    await this.decide.discard(principal, id);
  }

  @Get('csv')
  @RequirePermission('operator:decks')
  @ApiOperation({ operationId: 'exportDeck', summary: 'The deck as a file that can be uploaded again to the same rows' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async csv(@Param('id', new IdPipe('deck')) id: string): Promise<StreamableFile> {
    const { deck, csv } = await this.exportDeck.run(id);
    const file = Buffer.from(csv);
    const name = `deck-${deck.direction}-${deck.currency.toLowerCase()}-${deck.version}.csv`;
    return new StreamableFile(file, { type: 'text/csv; charset=utf-8', length: file.byteLength, disposition: `attachment; filename="${name}"` });
  }
}

function instantOrNull(field: string, text: string | undefined): Instant | null {
  return text === undefined ? null : readInstant(field, text);
}
