import type { Amount } from './find-differences';

/** Calls of one group that are alike in what is known of them, added up. */
export interface MarginPart {
  /** What they are grouped by: a tenant, a destination, a day. */
  readonly key: string;
  /** The lease's currency; null for calls of no lease. */
  readonly currency: string | null;
  readonly calls: number;
  /** What we charge for them; null: they have no price. */
  readonly chargedMicros: bigint | null;
  /** What the carrier takes for them; null: nobody knows, which is not zero. */
  readonly cost: Amount | null;
}

/** What is left of a group's calls in one currency. */
export interface Margin {
  readonly key: string;
  readonly currency: string | null;
  /** All of them: compared, without a cost, without a price, and with a cost in another currency. */
  readonly calls: number;
  /** Those of which both sides are known in the lease's currency; the three amounts are theirs alone. */
  readonly comparedCalls: number;
  readonly chargedMicros: bigint;
  readonly costMicros: bigint;
  /** Charged less cost; negative when the carrier takes more. */
  readonly marginMicros: bigint;
  readonly withoutCost: { readonly calls: number; readonly chargedMicros: bigint };
  readonly withoutPrice: { readonly calls: number };
  /** Calls that the carrier bills in another currency: there is no exchange here, so they stand apart. */
  readonly otherCurrencies: readonly { readonly currency: string; readonly calls: number; readonly chargedMicros: bigint; readonly costMicros: bigint }[];
}

/**
 * Margin is our price less the carrier's, over the calls of which both are known in one currency. A call is in exactly one place: without a price; else without a known
 * cost; else, billed in another currency; else compared. Groups keep the order in which they first come; amounts are exact, nothing is rounded.
 * Source: domain.md 4 ("margin = our price − the carrier's"), ADR 21.
 */
export function marginsOf(parts: readonly MarginPart[]): Margin[] {
  const margins = new Map<string, Margin>();
  for (const part of parts) {
    const id = JSON.stringify([part.key, part.currency]);
    margins.set(id, withPart(margins.get(id) ?? emptyMargin(part.key, part.currency), part));
  }
  return [...margins.values()];
}

function emptyMargin(key: string, currency: string | null): Margin {
  return {
    key, currency, calls: 0, comparedCalls: 0, chargedMicros: 0n, costMicros: 0n, marginMicros: 0n, withoutCost: { calls: 0, chargedMicros: 0n }, withoutPrice: { calls: 0 }, otherCurrencies: [],
  };
}

function withPart(margin: Margin, { calls, chargedMicros, cost, currency }: MarginPart): Margin {
  const more = { ...margin, calls: margin.calls + calls };
  if (chargedMicros === null) return { ...more, withoutPrice: { calls: margin.withoutPrice.calls + calls } };
  if (cost === null) return { ...more, withoutCost: { calls: margin.withoutCost.calls + calls, chargedMicros: margin.withoutCost.chargedMicros + chargedMicros } };
  if (cost.currency !== currency) return { ...more, otherCurrencies: withForeign(margin.otherCurrencies, { currency: cost.currency, calls, chargedMicros, costMicros: cost.micros }) };
  const charged = margin.chargedMicros + chargedMicros;
  const taken = margin.costMicros + cost.micros;
  return { ...more, comparedCalls: margin.comparedCalls + calls, chargedMicros: charged, costMicros: taken, marginMicros: charged - taken };
}

function withForeign(sums: Margin['otherCurrencies'], part: Margin['otherCurrencies'][number]): Margin['otherCurrencies'] {
  const before = sums.find(({ currency }) => currency === part.currency);
  if (!before) return [...sums, part].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  const after = { currency: part.currency, calls: before.calls + part.calls, chargedMicros: before.chargedMicros + part.chargedMicros, costMicros: before.costMicros + part.costMicros };
  return sums.map((sum) => (sum === before ? after : sum));
}
