import { DECK_TABLES, type DeckTable } from '@seatline/billing-domain';
import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { DeckPriceRow } from '../reads/decks';
import { rateText } from '../written/amounts';
import { isoOrNull } from '../written/json';

export class DeckRowsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: DECK_TABLES, enumName: 'DeckTable' }) @IsOptional() @IsIn(DECK_TABLES) table?: DeckTable;
  @ApiProperty({ required: false, description: 'rows whose prefix begins with these digits' }) @IsOptional() @Matches(/^\d{0,15}$/) beginning?: string;
}

export class DeckRowView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: DECK_TABLES, enumName: 'DeckTable' }) table: DeckTable;
  @ApiProperty() prefix: string;
  @ApiProperty({ type: String, nullable: true, description: 'days and local times of the deck’s zone; null: the usual price' }) band: string | null;
  @ApiProperty() perMinute: string;
  @ApiProperty({ description: 'connection fee' }) connect: string;
  @ApiProperty() initialSeconds: number;
  @ApiProperty() incrementSeconds: number;
  @ApiProperty({ description: 'a call of no more seconds is free' }) graceSeconds: number;
  @ApiProperty({ type: String, nullable: true }) effectiveFrom: string | null;
  @ApiProperty({ type: String, nullable: true }) effectiveTo: string | null;
}

export class DeckRowListView {
  @ApiProperty({ type: [DeckRowView] }) items: DeckRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function deckRowView(row: DeckPriceRow, currency: string): DeckRowView {
  return {
    id: row.id,
    table: row.deck_table,
    prefix: row.prefix,
    band: row.band === '' ? null : row.band,
    perMinute: rateText(currency, row.per_minute_micros),
    connect: rateText(currency, row.connect_micros),
    initialSeconds: row.initial_seconds,
    incrementSeconds: row.increment_seconds,
    graceSeconds: row.grace_seconds,
    effectiveFrom: isoOrNull(row.from_at),
    effectiveTo: isoOrNull(row.to_at),
  };
}
