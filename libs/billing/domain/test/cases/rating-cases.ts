import { divideHalfUp, formatDecimal, instant, RATE_DECIMALS } from '@seatline/kernel';
import { affordableSeconds, billedSeconds, callCost, compileDeck, type DeckRow, rateCall } from '../../src/index';
import { deckRow } from '../support/decks';
import { type CaseRunner, decimal, runner } from './case-runner';

/** A price per so many seconds as a deck has it: micros a minute. The cases' prices are whole micros then. */
function perMinuteMicros(rate: string, perSeconds: number): bigint {
  return divideHalfUp(decimal(rate, RATE_DECIMALS) * 60n, BigInt(perSeconds));
}

/** As many decimals as the case prints. */
function formatLike(expectedDecimals: number, row: DeckRow, billed: number): string {
  return formatDecimal(callCost(row, billed, expectedDecimals), expectedDecimals);
}

/** "0.500000" → "0.5", "2701.000000" → "2701": cases without a rounding of their own print no more than needed. */
function shortest(cost: string): string {
  return cost.replace(/\.?0+$/, '');
}

interface TariffBand {
  readonly weekdays: readonly number[];
  readonly connect: string;
  readonly groups: readonly { readonly after_s: number; readonly rate: string; readonly per_s: number; readonly increment_s: number }[];
  readonly from: string;
}

/** The band of the tariff that clocks are in at the answer; a deck row is that band's price. */
function bandAt(tariff: readonly TariffBand[], answer: string): TariffBand {
  const weekday = new Date(answer).getUTCDay() || 7;
  const band = tariff.filter(({ weekdays, from }) => weekdays.includes(weekday) && from <= answer.slice(11, 19)).at(-1);
  if (!band) throw new RangeError('the case has no band at its answer');
  return band;
}

export const RATING_CASES: Readonly<Record<string, CaseRunner>> = {
  'rating.call': runner<{ answer: string; duration_s: number; tariff: TariffBand[]; round?: { decimals: number } }>((inputs) => {
    const { connect, groups } = bandAt(inputs.tariff, inputs.answer);
    const [first, next = first] = groups;
    const row = deckRow('86', {
      perMinuteMicros: perMinuteMicros(first!.rate, first!.per_s), connectMicros: decimal(connect, RATE_DECIMALS),
      initialSeconds: first!.increment_s, incrementSeconds: next!.increment_s,
    });
    const rated = rateCall(compileDeck([row]), { to: '8613800138000', answeredAt: instant(inputs.answer), milliseconds: inputs.duration_s * 1000 });
    if (rated.status !== 'rated') return rated.status;
    return inputs.round ? formatLike(inputs.round.decimals, row, rated.billedSeconds) : shortest(formatDecimal(rated.costMicros, RATE_DECIMALS));
  }),

  'rating.units': runner<{ units: number; rate: string; per: number; increment: number }>(({ units, rate, per, increment }) => {
    const row = deckRow('86', { perMinuteMicros: perMinuteMicros(rate, per) });
    return shortest(formatLike(RATE_DECIMALS, row, billedSeconds(units, 0, increment)));
  }),

  'rating.max_duration': runner<{ balance: string; connect: string; rate: string; per_s: number }>((inputs) => {
    const row = deckRow('86', { perMinuteMicros: perMinuteMicros(inputs.rate, inputs.per_s), connectMicros: decimal(inputs.connect, RATE_DECIMALS) });
    return String(affordableSeconds(row, decimal(inputs.balance, RATE_DECIMALS)));
  }),

  'rating.increment': runner<{ duration_s: number; initial_s: number; increment_s: number; rate_per_min?: string; rate_per_increment?: string }>((inputs) => {
    const billed = billedSeconds(inputs.duration_s, inputs.initial_s, inputs.increment_s);
    if (inputs.rate_per_increment !== undefined) {
      const row = deckRow('86', { perMinuteMicros: perMinuteMicros(inputs.rate_per_increment, inputs.increment_s) });
      return { increments: billed / inputs.increment_s, cost: shortest(formatLike(RATE_DECIMALS, row, billed)) };
    }
    if (inputs.rate_per_min === undefined) return billed;
    return shortest(formatLike(RATE_DECIMALS, deckRow('86', { perMinuteMicros: perMinuteMicros(inputs.rate_per_min, 60) }), billed));
  }),

  'rating.rounding': runner<{ rate_per_min: string; duration_s: number; increment_s: number }>((inputs) => {
    const row = deckRow('86', { perMinuteMicros: perMinuteMicros(inputs.rate_per_min, 60) });
    return formatLike(4, row, billedSeconds(inputs.duration_s, 0, inputs.increment_s));
  }),

  'rating.lpm': runner<{ deck: Record<string, string>; number: string }>(({ deck, number }) => {
    const prices = Object.entries(deck).map(([prefix, price]) => ({ prefix, price: /^[0-9.]+$/.test(price) ? price : null }));
    const rows = prices.map(({ prefix, price }) => deckRow(prefix, price === null ? {} : { perMinuteMicros: perMinuteMicros(price, 60) }));
    const rated = rateCall(compileDeck(rows), { to: number, answeredAt: instant('2026-01-01T00:00:00Z'), milliseconds: 1 });
    if (rated.status !== 'rated' || prices.every(({ price }) => price === null)) return rated.prefix;
    return { prefix: rated.prefix, rate: formatDecimal(callCost(rated.row, 60, 2), 2) };
  }),
};
