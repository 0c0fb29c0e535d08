import { compileDeck, type DeckRow } from '@seatline/billing-domain';
import { instant } from '@seatline/kernel';
import type { BenchCluster, BenchDatabase } from '../cluster';
import { type Figure, figureOf, inTurn, type Spent, spentOn } from '../figure';
import { deckOf, sequenceOf } from '../usage/call-records';

export interface LookupsSize {
  readonly prefixes: number;
  readonly numbers: number;
}

export function lookupsSize(scale: number): LookupsSize {
  return { prefixes: 100_000, numbers: Math.max(1000, Math.round(1_000_000 * scale)) };
}

const AT = instant('2026-11-01T09:00:00+08:00');

/** The digits of the longest prefix of each number, one way or another; what both sides of a comparison must agree on. */
type Found = readonly (string | null)[];

/** Longest-prefix look-ups in the compiled deck, against a Map asked with one digit less each time, and against the table asked for all numbers in one statement. */
export async function measureLookups(cluster: BenchCluster, size: LookupsSize, rounds: number, told: (line: string) => void): Promise<Figure[]> {
  const { prefixes } = deckOf(size.prefixes);
  const numbers = numbersTo(prefixes, size.numbers);
  const deck = compileDeck(prefixes.map(rowOf));
  const byPrefix = new Map(prefixes.map((prefix) => [prefix, prefix]));
  const database = await cluster.create('bench_lookups');
  try {
    await layOut(database, prefixes);
    const compiled = (): Found => numbers.map((number) => deck.find(number, AT)?.prefix ?? null);
    const mapped = (): Found => numbers.map((number) => longestIn(byPrefix, number));
    const asked = (): Promise<Found> => ask(database, numbers);
    assertSame('a Map', compiled(), mapped());
    assertSame('SQL', compiled(), await asked());
    const against = async (name: string, baseline: () => Found | Promise<Found>, words: string): Promise<Figure> => {
      const measured = await inTurn(rounds, { product: () => spent(cluster, compiled), baseline: () => spent(cluster, baseline) }, told);
      const aSecond = (side: readonly Spent[]): number => Math.round(size.numbers / Math.min(...side.map((round) => round.seconds)));
      return figureOf(
        {
          name: `${size.numbers.toLocaleString('en-US')} prefix look-ups, against ${name}`,
          work: 'CompiledDeck.find: a jump by four digits, a binary search in the intervals, the row in force at the answer',
          against: words,
          facts: { 'prefixes in the deck': prefixes.length, 'look-ups a second': aSecond(measured.product), 'of the baseline': aSecond(measured.baseline) },
        },
        measured,
      );
    };
    return [
      await against('a Map', mapped, 'a Map of the same prefixes, asked for the number with one digit less each time; it knows no validity'),
      await against('SQL', asked, 'PostgreSQL: the same prefixes under a primary key, the longest of each number’s 15 beginnings, all numbers in one statement'),
    ];
  } finally {
    await cluster.drop(database);
  }
}

function spent(cluster: BenchCluster, work: () => Found | Promise<Found>): Promise<Spent> {
  return spentOn(cluster.cpu, async () => work());
}

function rowOf(prefix: string): DeckRow {
  return { prefix, perMinuteMicros: 100_000n, connectMicros: 0n, initialSeconds: 60, incrementSeconds: 60, effectiveFrom: null, effectiveTo: null };
}

/** Numbers of 13 digits, one in fifty to nowhere. */
function numbersTo(prefixes: readonly string[], howMany: number): string[] {
  const random = sequenceOf(99);
  return Array.from({ length: howMany }, () => {
    const prefix = random() < 0.02 ? '999' : prefixes[Math.floor(random() * prefixes.length)]!;
    return (prefix + String(Math.floor(random() * 1e13)).padStart(13, '0')).slice(0, 13);
  });
}

function longestIn(byPrefix: ReadonlyMap<string, string>, number: string): string | null {
  for (let digits = number.length; digits > 0; digits -= 1) {
    const found = byPrefix.get(number.slice(0, digits));
    if (found !== undefined) return found;
  }
  return null;
}

async function layOut(database: BenchDatabase, prefixes: readonly string[]): Promise<void> {
  await database.rows('create table bench_prefix (prefix text collate "C" primary key)');
  await database.rows('insert into bench_prefix select unnest($1::text[])', [prefixes]);
  await database.rows('vacuum analyze bench_prefix');
}

async function ask(database: BenchDatabase, numbers: readonly string[]): Promise<Found> {
  const rows = await database.rows<{ prefix: string | null }>(
    `select found.prefix from unnest($1::text[]) with ordinality as asked (number, place) left join lateral (
       select p.prefix from generate_series(length(asked.number), 1, -1) as digits join bench_prefix p on p.prefix = left(asked.number, digits) limit 1
     ) found on true order by asked.place`, [numbers]);
  return rows.map((row) => row.prefix);
}

function assertSame(what: string, product: Found, baseline: Found): void {
  const place = product.findIndex((prefix, each) => prefix !== baseline[each]);
  if (place >= 0 || product.length !== baseline.length) throw new Error(`${what} finds ${baseline[place]} where the deck finds ${product[place]}`);
}

