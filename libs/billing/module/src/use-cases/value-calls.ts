import { Injectable } from '@nestjs/common';
import type { Amount } from '@seatline/billing-domain';
import type { TenantTransaction } from '@seatline/server';
import { type CarrierCall, type MatchedCalls, type OurCall } from '@seatline/telephony-domain';
import { type ChargedUsage, OWN_SOURCE, TAKEN_OVER_LEG, takenOverSource, usageOfLegs } from '../persistence/compared-usage';
import { countryOfTenant, type LegRecord, readUsageLeases } from '../persistence/usage';
import { calledNumberOf } from './called-number';
import { CostList } from './cost-list';
import { assignLeases } from './usage-leases';
import { UsageRater } from './usage-rater';

export type ComparedLeg = OurCall & { readonly callId: string };

/** What is known of the money of both sides' calls. */
export interface CallValues {
  /** Null: billing has not heard of the leg. */
  usageOf(call: ComparedLeg): ChargedUsage | null;
  charged(call: ComparedLeg): Amount | null;
  /** What we would charge for the carrier's record. */
  due(record: CarrierCall): Amount | null;
  /** What the price list says for the carrier's record; `ours` lends its number where the record has none. */
  expected(record: CarrierCall, ours: ComparedLeg | null): Amount | null;
}

/** Finds out what calls cost on both sides: what was charged, what would be charged for what the carrier says, and what its price list says. */
@Injectable()
export class ValueCalls {
  constructor(
    private readonly rater: UsageRater,
    private readonly costs: CostList,
  ) {}

  async of(tx: TenantTransaction, trunkId: string, matched: MatchedCalls<ComparedLeg>): Promise<CallValues> {
    const ours = [...matched.pairs.map((pair) => pair.ours), ...matched.extra];
    const usage = await usageOfLegs(tx.ledger, tx.tenantId, ours.map((call) => keyOf(call, trunkId)));
    const due = await this.priceRecords(tx, trunkId, matched, usage);
    const listed = await this.costs.of(tx, trunkId);
    const country = await countryOfTenant(tx.ledger, tx.tenantId);
    return {
      usageOf: (call) => usage.get(call.legId) ?? null,
      charged: (call) => {
        const { chargedMicros = null, currency = null } = usage.get(call.legId) ?? {};
        return chargedMicros === null || currency === null ? null : { micros: chargedMicros, currency };
      },
      due: (record) => due.get(record.recordId) ?? null,
      expected: (record, call) => {
        const called = calledNumberOf(call === null ? legOfRecord(trunkId, record) : { ...legOfRecord(trunkId, record), ourNumber: call.ourNumber, otherNumber: call.otherNumber }, country);
        if (called === null || called.table === 'none') return null;
        return listed({ direction: record.direction, table: called.table, to: called.number, answeredAt: record.answeredAt, seconds: record.seconds });
      },
    };
  }

  /** The carrier's records rated as if they were ours: those that we have with our numbers and lease, the others with theirs. */
  private async priceRecords(
    tx: TenantTransaction, trunkId: string, { pairs, missing }: MatchedCalls<ComparedLeg>, usage: ReadonlyMap<string, ChargedUsage>,
  ): Promise<Map<string, Amount>> {
    const records: LegRecord[] = [
      ...pairs.map(({ ours, theirs }) => ({
        ...legOfRecord(trunkId, theirs), ourNumber: ours.ourNumber, otherNumber: ours.otherNumber, answeredAt: ours.answeredAt, leaseId: usage.get(ours.legId)?.leaseId ?? null,
      })),
      ...missing.map((record) => legOfRecord(trunkId, record)),
    ];
    const legs = await assignLeases(tx.ledger, tx.tenantId, records, await readUsageLeases(tx.ledger, tx.tenantId));
    const ratings = await this.rater.rate(tx.ledger, legs, () => 1);
    const prices = new Map<string, Amount>();
    legs.forEach(({ callId, lease }, place) => {
      const { costMicros } = ratings[place]!;
      if (costMicros !== null && lease !== null) prices.set(callId, { micros: costMicros, currency: lease.currency });
    });
    return prices;
  }
}

function keyOf(call: ComparedLeg, trunkId: string): { source: string; callId: string; leg: string } {
  if (call.recordId !== null) return { source: takenOverSource(trunkId), callId: call.recordId, leg: TAKEN_OVER_LEG };
  return { source: OWN_SOURCE, callId: call.callId, leg: call.legId };
}

/** A carrier's record as usage of ours: one by its key, whenever and however often it is taken over. */
export function legOfRecord(trunkId: string, record: Pick<CarrierCall, 'recordId' | 'direction' | 'from' | 'to' | 'answeredAt' | 'seconds'>): LegRecord {
  const [ourNumber, otherNumber] = record.direction === 'inbound' ? [record.to, record.from] : [record.from, record.to];
  return {
    source: takenOverSource(trunkId), callId: record.recordId, leg: TAKEN_OVER_LEG, direction: record.direction, carrierLeg: true, ourNumber, otherNumber,
    answeredAt: record.answeredAt, milliseconds: record.seconds * 1000, seatId: null, memberId: null, leaseId: null,
  };
}
