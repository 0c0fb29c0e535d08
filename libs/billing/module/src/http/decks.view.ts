import { type DeckDifference, type DifferenceSum, sumDifferences } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { UploadedDeck } from '../reads/decks';
import type { DeckComparison } from '../use-cases/compare-deck';
import { rateText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';

export const DECK_DIRECTIONS = ['outbound', 'inbound'] as const;
export type DeckDirectionName = (typeof DECK_DIRECTIONS)[number];

const DECK_STATES = ['staged', 'scheduled', 'in-force', 'superseded', 'discarded'] as const;

export class DeckView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: DECK_DIRECTIONS, enumName: 'DeckDirection' }) direction: DeckDirectionName;
  @ApiProperty() currency: string;
  @ApiProperty() version: number;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'by whose clocks its time bands hold' }) zone: string;
  @ApiProperty({ enum: DECK_STATES, enumName: 'DeckState', description: 'staged: uploaded, and prices nothing' }) state: (typeof DECK_STATES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'null while it is staged, and where it was discarded' }) effectiveFrom: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'from when another is in force; null: for good' }) effectiveTo: string | null;
  @ApiProperty() rows: number;
  @ApiProperty() uploadedAt: string;
  @ApiProperty({ type: String, nullable: true }) uploadedBy: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'who activated or discarded it' }) decidedBy: string | null;
}

export class DeckListView {
  @ApiProperty({ type: [DeckView] }) items: DeckView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class DeckInput {
  @ApiProperty({ enum: DECK_DIRECTIONS, enumName: 'DeckDirection' }) @IsIn(DECK_DIRECTIONS) direction: DeckDirectionName;
  @ApiProperty({ required: false, default: 'CNY' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(200) @Matches(/\S/) name?: string;
  @ApiProperty({ required: false, default: 'Asia/Shanghai', description: 'IANA name; by whose clocks its time bands hold' }) @IsOptional() @IsString() @MaxLength(64) zone?: string;
  @ApiProperty({
    description:
      'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to and, where wanted, table (e164, short, service, internal), band (mon-fri 18:00-24:00), grace_seconds',
  })
  @IsString()
  csv: string;
}

export class DeckTakenView {
  @ApiProperty() id: string;
  @ApiProperty() version: number;
}

export class DeckActivationInput {
  @ApiProperty({ required: false, format: 'date-time', description: 'now where left out' }) @IsOptional() @IsString() @MaxLength(40) effectiveFrom?: string;
  @ApiProperty({ required: false, default: false, description: 'lets it take effect before now; what was rated since then stays until it is rated again' })
  @IsOptional()
  @IsBoolean()
  intoThePast?: boolean;
}

export class DeckActivatedView {
  @ApiProperty() effectiveFrom: string;
}

export class ComparisonQuery {
  @ApiProperty({ required: false, format: 'date-time', description: '31 days before `to` where left out' }) @IsOptional() @IsString() @MaxLength(40) from?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'now where left out' }) @IsOptional() @IsString() @MaxLength(40) to?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'as what the deck says then; now where left out' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asAt?: string;
}

export class DifferenceSumView {
  @ApiProperty() calls: number;
  @ApiProperty() seconds: number;
  @ApiProperty({ description: 'of calls that both price' }) oldCost: string;
  @ApiProperty() newCost: string;
  @ApiProperty() difference: string;
  @ApiProperty({ description: 'calls with a price that would have none; no part of the difference' }) unpricedCalls: number;
  @ApiProperty({ description: 'what those cost now' }) unpricedCost: string;
  @ApiProperty({ description: 'calls without a price that would get one' }) curedCalls: number;
  @ApiProperty() curedCost: string;
}

export class TenantDifferenceView extends DifferenceSumView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
}

export class PrefixDifferenceView extends DifferenceSumView {
  @ApiProperty({ type: String, nullable: true, description: 'the row that prices the calls now: 86, short 10086, 86 mon-fri 18:00-24:00; null: none' }) oldPrefix: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'that would price them; null: none' }) newPrefix: string | null;
}

export class DeckComparisonView {
  @ApiProperty() deckId: string;
  @ApiProperty() currency: string;
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty() asAt: string;
  @ApiProperty({ type: DifferenceSumView }) total: DifferenceSumView;
  @ApiProperty({ type: [TenantDifferenceView] }) tenants: TenantDifferenceView[];
  @ApiProperty({ type: [PrefixDifferenceView], description: 'the largest differences first' }) prefixes: PrefixDifferenceView[];
}

/** The decks as a list; which is in force until when follows from the others of its direction and currency. */
export function deckViews(decks: readonly UploadedDeck[], now: Instant): DeckView[] {
  return decks.map((deck) => {
    const effectiveTo = nextAfter(deck, decks);
    return {
      id: deck.id,
      direction: deck.direction,
      currency: deck.currency,
      version: deck.version,
      name: deck.name,
      zone: deck.zone,
      state: stateOf(deck, effectiveTo, now),
      effectiveFrom: isoOrNull(deck.effectiveFrom),
      effectiveTo: isoOrNull(effectiveTo),
      rows: deck.rowCount,
      uploadedAt: iso(deck.createdAt),
      uploadedBy: deck.createdBy,
      decidedBy: deck.decidedBy,
    };
  });
}

function nextAfter({ direction, currency, effectiveFrom }: UploadedDeck, decks: readonly UploadedDeck[]): Instant | null {
  if (effectiveFrom === null) return null;
  const later = decks.flatMap((each) => (each.direction === direction && each.currency === currency && each.effectiveFrom !== null ? [each.effectiveFrom] : []));
  return later.filter((from) => from > effectiveFrom).sort((a, b) => a - b)[0] ?? null;
}

function stateOf({ decision, effectiveFrom }: UploadedDeck, effectiveTo: Instant | null, now: Instant): DeckView['state'] {
  if (decision === 'discarded') return 'discarded';
  if (effectiveFrom === null) return 'staged';
  if (effectiveFrom > now) return 'scheduled';
  return effectiveTo !== null && effectiveTo <= now ? 'superseded' : 'in-force';
}

export function comparisonView({ deck, from, to, asAt, differences, tenantNames }: DeckComparison): DeckComparisonView {
  const sumView = (part: readonly DeckDifference[]): DifferenceSumView => differenceView(deck.currency, sumDifferences(part));
  const tenants = groups(differences, ({ tenantId }) => tenantId).map((part) => {
    const { tenantId } = part[0]!;
    return { tenantId, tenantName: tenantNames.get(tenantId) ?? '', ...sumView(part) };
  });
  const prefixes = groups(differences, ({ oldPrefix, newPrefix }) => `${oldPrefix} ${newPrefix}`).map((part) => ({
    oldPrefix: part[0]!.oldPrefix, newPrefix: part[0]!.newPrefix, sum: sumDifferences(part),
  }));
  prefixes.sort((a, b) => largest(b.sum) - largest(a.sum));
  return {
    deckId: deck.id, currency: deck.currency, from: iso(from), to: iso(to), asAt: iso(asAt), total: sumView(differences), tenants,
    prefixes: prefixes.map(({ oldPrefix, newPrefix, sum }) => ({ oldPrefix, newPrefix, ...differenceView(deck.currency, sum) })),
  };
}

/** Differences of one key side by side, in the order in which the keys first come. */
function groups(differences: readonly DeckDifference[], keyOf: (difference: DeckDifference) => string): DeckDifference[][] {
  const byKey = new Map<string, DeckDifference[]>();
  for (const difference of differences) {
    const known = byKey.get(keyOf(difference));
    if (known) known.push(difference);
    else byKey.set(keyOf(difference), [difference]);
  }
  return [...byKey.values()];
}

function differenceView(currency: string, sum: DifferenceSum): DifferenceSumView {
  const { calls, seconds, unpricedCalls, curedCalls } = sum;
  return {
    calls, seconds, unpricedCalls, curedCalls,
    oldCost: rateText(currency, sum.oldMicros), newCost: rateText(currency, sum.newMicros), difference: rateText(currency, sum.differenceMicros),
    unpricedCost: rateText(currency, sum.unpricedMicros), curedCost: rateText(currency, sum.curedMicros),
  };
}

/** For the order alone: how much is at stake. */
function largest({ differenceMicros, unpricedMicros, curedMicros }: DifferenceSum): number {
  return Math.abs(Number(differenceMicros)) + Number(unpricedMicros) + Number(curedMicros);
}
