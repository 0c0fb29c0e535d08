import { Injectable } from '@nestjs/common';
import { type CallCorrection, correctCall, priceBeyond } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { type RatedLeg, ratedLegs } from '../persistence/billed-usage';
import type { UsageLease, UsageRating } from '../persistence/usage';
import type { LeaseDifference, ReratingRange } from '../reads/reratings';
import { UsageRater } from './usage-rater';

/** A call that gets another price. */
export interface ChangedCall {
  readonly leg: RatedLeg;
  readonly rating: UsageRating;
  /** What is to be paid of the new price, beyond included minutes. */
  readonly netMicros: bigint;
  /** Null for a call on no invoice: one that waits for its first, or one that a wallet pays. */
  readonly correction: CallCorrection | null;
}

export interface LeaseAssessment {
  readonly difference: LeaseDifference;
  readonly changed: readonly ChangedCall[];
}

/** Finds what a lease's rated calls of a range would come to by the decks that are in force for their answers now. Writes nothing. */
@Injectable()
export class ReratingAssessor {
  constructor(private readonly rater: UsageRater) {}

  async assess(db: LedgerDatabase, tenantId: string, lease: UsageLease, range: ReratingRange): Promise<LeaseAssessment> {
    const changed: ChangedCall[] = [];
    let calls = 0;
    let unpriced = 0;
    for await (const legs of ratedLegs(db, tenantId, lease, range)) {
      const versions = new Map(legs.map((leg) => [leg.id, leg.version + 1]));
      const ratings = await this.rater.rate(db, legs, (leg) => versions.get(leg.id)!);
      calls += legs.length;
      legs.forEach((leg, place) => {
        const rating = ratings[place]!;
        if (rating.costMicros === null) unpriced += 1;
        else if (rating.costMicros !== leg.costMicros) changed.push(changeOf(leg, rating, rating.costMicros));
      });
    }
    return { difference: { calls, changed: changed.length, unpriced, ...sumOf(changed) }, changed };
  }
}

/** The seconds that minutes covered stay as they were given; what they take off the price follows the price. */
function changeOf(leg: RatedLeg, rating: UsageRating, costMicros: bigint): ChangedCall {
  const netMicros = priceBeyond(costMicros, rating.billedSeconds ?? 0, leg.includedSeconds);
  return { leg, rating, netMicros, correction: leg.billed.length === 0 ? null : correctCall(leg.billed, leg.waitingMicros, netMicros) };
}

function sumOf(changed: readonly ChangedCall[]): Omit<LeaseDifference, 'calls' | 'changed' | 'unpriced'> {
  let openMicros = 0n;
  let walletCalls = 0;
  let walletDebitMicros = 0n;
  let walletCreditMicros = 0n;
  let debitMicros = 0n;
  let creditMicros = 0n;
  for (const { leg, netMicros, correction } of changed) {
    const micros = netMicros - (leg.costMicros - leg.includedMicros);
    if (leg.prepaid) {
      walletCalls += 1;
      if (micros > 0n) walletDebitMicros += micros;
      else walletCreditMicros -= micros;
    } else if (correction === null) openMicros += micros;
    else {
      debitMicros += correction.debitMicros;
      creditMicros += correction.credits.reduce((sum, { micros }) => sum + micros, 0n);
    }
  }
  return { openMicros, debitMicros, creditMicros, walletCalls, walletDebitMicros, walletCreditMicros };
}
