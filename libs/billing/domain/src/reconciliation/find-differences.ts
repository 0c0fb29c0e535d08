/** What can be wrong between our records and the carrier's. `doubled` is theirs twice: nobody talked twice, but it may be charged twice. */
export const FINDING_KINDS = ['missing', 'doubled', 'extra', 'seconds', 'price'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Millionths of a currency. */
export interface Amount {
  readonly micros: bigint;
  readonly currency: string;
}

/** What is known of one call's money from both sides; null: not known, which is never zero. */
export interface ComparedMoney {
  /** What we charged. */
  readonly charged: Amount | null;
  /** What we would charge if the carrier's record were right. */
  readonly due: Amount | null;
  /** What the carrier takes. */
  readonly carrier: Amount | null;
  /** What it should take for its own seconds by its price list. */
  readonly expected: Amount | null;
}

/** How far the seconds of both sides may differ without being a difference: each rounds by its own clock. */
const SECONDS_TOLERANCE = 1;

/**
 * What differs between the two records of one call.
 * - `seconds`: started seconds of ours and the carrier's seconds differ by more than one;
 * - `price`: the carrier takes something else than its price list says, for its own seconds. Where either is not known, or they are of two currencies, nothing is
 *   said: there is no exchange here.
 * Both can be so; a longer record at the right price is a difference of seconds alone. Source: domain.md 4 (reconciliation), ADR 21.
 */
export function differencesOf(call: { readonly ourMilliseconds: number; readonly theirSeconds: number } & Pick<ComparedMoney, 'carrier' | 'expected'>): ('seconds' | 'price')[] {
  const { carrier, expected } = call;
  const seconds = Math.abs(Math.ceil(call.ourMilliseconds / 1000) - call.theirSeconds) > SECONDS_TOLERANCE;
  const price = carrier !== null && expected !== null && carrier.currency === expected.currency && carrier.micros !== expected.micros;
  return [...(seconds ? (['seconds'] as const) : []), ...(price ? (['price'] as const) : [])];
}

/**
 * What is at stake in a finding; null when nobody can say.
 * - missing: what we would have charged; - doubled: what the carrier takes once too often; - extra: what we charged for a call that the carrier does not know;
 * - seconds: what we would charge for the carrier's seconds, less what we charged; negative when we charged for more;
 * - price: what the carrier takes beyond its list; negative when it takes less.
 */
export function valueOf(kind: FindingKind, money: ComparedMoney): Amount | null {
  switch (kind) {
    case 'missing':
      return money.due;
    case 'doubled':
      return money.carrier ?? money.expected;
    case 'extra':
      return money.charged;
    case 'seconds':
      return difference(money.due, money.charged);
    case 'price':
      return difference(money.carrier, money.expected);
  }
}

function difference(one: Amount | null, other: Amount | null): Amount | null {
  return one === null || other === null || one.currency !== other.currency ? null : { micros: one.micros - other.micros, currency: one.currency };
}

export interface FindingTotal {
  readonly kind: FindingKind;
  readonly count: number;
  /** Each currency's own sum, in the order of their names. */
  readonly values: readonly Amount[];
  /** Findings whose value nobody can say: in no sum. */
  readonly unvalued: number;
}

/** Findings added up by kind, in the order of `FINDING_KINDS`; kinds without any are left out. */
export function totalFindings(findings: readonly { readonly kind: FindingKind; readonly value: Amount | null }[]): FindingTotal[] {
  return FINDING_KINDS.flatMap((kind) => {
    const ofKind = findings.filter((finding) => finding.kind === kind);
    if (ofKind.length === 0) return [];
    const sums = new Map<string, bigint>();
    for (const { value } of ofKind) if (value !== null) sums.set(value.currency, (sums.get(value.currency) ?? 0n) + value.micros);
    const values = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, micros]) => ({ currency, micros }));
    return [{ kind, count: ofKind.length, values, unvalued: ofKind.filter(({ value }) => value === null).length }];
  });
}
