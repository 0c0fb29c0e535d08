import { Inject, Injectable } from '@nestjs/common';
import {
  agreedOn, beyondIncluded, type LeaseBook, periodAt, poolOf, priceBeyond, type RentSpan, rentUnder, type SupposedCall, taxMinor, taxPercentOn,
} from '@seatline/billing-domain';
import { addDays, type CivilDate, type Clock, microsToMinor, startOfDay } from '@seatline/kernel';
import { CLOCK, notFound, Problem, type TenantTransaction } from '@seatline/server';
import type { PlanTerms } from '../persistence/contract-json';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import { type AskedSpan, readAnsweredCalls, readBilledRent } from '../persistence/what-if-sources';
import type { LeaseRow } from '../reads/leases';
import { plansForTenant } from '../reads/plans';

/** What was charged, and what would have been, with tax. */
export interface Charged {
  readonly oldMinor: bigint;
  readonly newMinor: bigint;
}

export interface SupposedPlan {
  readonly rent: Charged;
  readonly calls: Charged;
}

const NOTHING: Charged = { oldMinor: 0n, newMinor: 0n };
const CALLS_AT_ONCE = 5_000;

type PricedCall = SupposedCall & { readonly answeredWithin: boolean; readonly includedSeconds: number };

/**
 * Another plan over days that have passed: the rent that was billed in them by its prices, tiers, discounts and free seats, and the calls that were answered in them by its included
 * minutes. Calls cost by the same decks. What a wallet paid is no plan's affair, and is left out on both sides.
 */
@Injectable()
export class SupposePlan {
  constructor(
    private readonly books: LeaseBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem plan.unknown */
  async run(tx: TenantTransaction, lease: LeaseRow, planCode: string, days: RentSpan): Promise<SupposedPlan> {
    const plan = (await plansForTenant(tx.ledger, this.clock.now())).find((each) => each.code === planCode); // at the tenant's own prices, where there are any
    if (!plan) throw new Problem('plan.unknown', { plan: planCode });
    if (plan.currency !== lease.currency) return { rent: NOTHING, calls: NOTHING };
    const [loaded] = await this.books.load(tx.ledger, [{ tenantId: tx.tenantId, leaseId: lease.id }], { until: this.clock.now(), lock: false });
    if (!loaded) throw notFound('lease');
    return { rent: await rentBy(tx, loaded.book, lease.id, plan.terms, days), calls: await callsBy(tx, loaded.book, lease.id, plan.terms, days) };
  }
}

function spanOf({ fromOn, toOn }: RentSpan, { zone }: LeaseBook['contract']): AskedSpan {
  return { from: startOfDay(fromOn, zone), to: startOfDay(toOn, zone) };
}

async function rentBy(tx: TenantTransaction, { contract }: LeaseBook, leaseId: string, plan: PlanTerms, days: RentSpan): Promise<Charged> {
  let { oldMinor, newMinor } = NOTHING;
  const terms = { ...plan, term: contract.term };
  for (const billed of await readBilledRent(tx.ledger, tx.tenantId, leaseId, spanOf(days, contract))) {
    const under = rentUnder(billed, terms);
    oldMinor += billed.netMinor + billed.taxMinor;
    newMinor += under.netMinor + under.taxMinor;
  }
  return { oldMinor, newMinor };
}

/** Minutes are pooled by the lease's periods, so each period that the days touch is looked at whole, and counted as far as its calls were answered in the days. */
async function callsBy(tx: TenantTransaction, book: LeaseBook, leaseId: string, plan: PlanTerms, days: RentSpan): Promise<Charged> {
  const supposed: LeaseBook = { ...book, contract: { ...book.contract, pricing: plan.pricing }, termsChanges: [] };
  let [oldMicros, newMicros] = [0n, 0n];
  for (const period of periodsOf(book, days)) {
    const calls = await callsOf(tx, book, leaseId, period, days);
    const closed = period.toOn <= book.usageClosedThroughOn;
    const own = closed ? null : beyondIncluded(calls, agreedOn(book, period.fromOn).pricing.includedMinutes, poolOf(book, period) ?? 0);
    const other = beyondIncluded(calls, plan.pricing.includedMinutes, poolOf(supposed, period) ?? 0);
    for (const { answeredWithin, billedSeconds, costMicros, includedSeconds, key } of calls) {
      if (!answeredWithin) continue;
      oldMicros += own?.get(key) ?? priceBeyond(costMicros, billedSeconds, includedSeconds);
      newMicros += other.get(key) ?? costMicros;
    }
  }
  const { currency } = book.contract;
  const lastOn = addDays(days.toOn, -1);
  const taxed = (micros: bigint, percentMicros: bigint): bigint => {
    const net = microsToMinor(micros, currency);
    return net + taxMinor(net, percentMicros);
  };
  return { oldMinor: taxed(oldMicros, taxPercentOn(book.contract, lastOn)), newMinor: taxed(newMicros, taxPercentOn(plan, lastOn)) };
}

/** The lease's periods of usage that days touch, cut by the lease's end. */
function periodsOf({ contract, endOn }: LeaseBook, { fromOn, toOn }: RentSpan): RentSpan[] {
  const periods: RentSpan[] = [];
  for (let on: CivilDate = fromOn < contract.term.startOn ? contract.term.startOn : fromOn; on < toOn && on < endOn; ) {
    const period = periodAt(contract, on);
    periods.push({ fromOn: period.fromOn, toOn: period.toOn < endOn ? period.toOn : endOn });
    on = period.toOn;
  }
  return periods;
}

async function callsOf(tx: TenantTransaction, { contract }: LeaseBook, leaseId: string, period: RentSpan, days: RentSpan): Promise<PricedCall[]> {
  const asked = spanOf(days, contract);
  const found: PricedCall[] = [];
  for (let after: string | null = null; ; ) {
    const calls = await readAnsweredCalls(tx.ledger, tx.tenantId, leaseId, { direction: null, ...spanOf(period, contract) }, { after, most: CALLS_AT_ONCE });
    for (const { id, answeredAt, fromWallet, includedSeconds, stored } of calls) {
      if (fromWallet) continue;
      const answeredWithin = answeredAt >= asked.from && answeredAt < asked.to;
      found.push({ key: id, answeredAt, prefix: stored.prefix ?? '', billedSeconds: stored.billedSeconds ?? 0, costMicros: stored.costMicros ?? 0n, includedSeconds, answeredWithin });
    }
    if (calls.length < CALLS_AT_ONCE) return found;
    after = calls.at(-1)!.id;
  }
}
