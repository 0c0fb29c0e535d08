import { createHash } from 'node:crypto';
import type { LegRecord } from '@seatline/billing';
import { type Instant, instant } from '@seatline/kernel';

/** A tenant's calls of a month as another exchange would report them. The same place gives the same call in every run. */
export class CallRecords {
  private readonly from = instant('2026-10-01T00:00:00+08:00');

  constructor(
    private readonly prefixes: readonly string[],
    private readonly seatIds: readonly string[],
  ) {}

  /** @param tenant its place among the bench's tenants. */
  of(tenant: number, howMany: number): LegRecord[] {
    const random = sequenceOf(tenant + 1);
    const records: LegRecord[] = [];
    const gap = Math.floor((28 * 86_400_000) / howMany);
    for (let place = 0; place < howMany; place += 1) records.push(this.record(tenant, place, (this.from + place * gap) as Instant, random));
    return records;
  }

  private record(tenant: number, place: number, at: Instant, random: () => number): LegRecord {
    const kind = random();
    const answered = kind < 0.85;
    const inbound = random() < 0.25;
    // One number in fifty matches no prefix of the deck.
    const prefix = random() < 0.02 ? '999' : this.prefixes[Math.floor(random() * this.prefixes.length)]!;
    return {
      source: 'bench-exchange',
      callId: createHash('md5').update(`${tenant} ${place}`).digest('hex'),
      leg: 'carrier',
      direction: inbound ? 'inbound' : 'outbound',
      carrierLeg: true,
      ourNumber: `+8621${String(50_000_000 + tenant)}`,
      otherNumber: `+${prefix}${String(Math.floor(random() * 1e15)).padStart(15, '0')}`.slice(0, 14),
      answeredAt: answered ? at : null,
      milliseconds: answered ? 1 + Math.floor(random() * random() * 900_000) : 0,
      seatId: this.seatIds[Math.floor(random() * this.seatIds.length)] ?? null,
      memberId: null,
      leaseId: null,
    };
  }
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function sequenceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A deck of so many prefixes under the country codes that are called, none twice, as the operator would upload it. */
export function deckOf(howMany: number): { readonly prefixes: readonly string[]; readonly csv: string } {
  const countries = ['86', '852', '886', '1', '44', '49', '33', '81', '82', '61', '65', '91'];
  const random = sequenceOf(4711);
  const prefixes = new Set(countries);
  while (prefixes.size < howMany) {
    const country = countries[Math.floor(random() * countries.length)]!;
    prefixes.add(country + String(Math.floor(random() * 1e5)).padStart(5, '0').slice(0, 2 + Math.floor(random() * 4)));
  }
  const rows = [...prefixes].map((prefix) => `${prefix},${(0.01 + random()).toFixed(4)},0,${random() < 0.5 ? '60,60' : '1,6'},,`);
  return { prefixes: [...prefixes], csv: ['prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to', ...rows].join('\n') };
}
