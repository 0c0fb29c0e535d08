import { Injectable } from '@nestjs/common';
import { type CallCorrection, correctCall } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { type RatedLeg, ratedLegs } from '../persistence/billed-usage';
import type { UsageLease, UsageRating } from '../persistence/usage';
import type { LeaseDifference, ReratingRange } from '../reads/reratings';
import { UsageRater } from './usage-rater';

/** A call that gets another price. */
export interface ChangedCall {
  readonly leg: RatedLeg;
  readonly rating: UsageRating;
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
        else if (rating.costMicros !== leg.costMicros) changed.push({ leg, rating, correction: correctionOf(leg, rating.costMicros) });
      });
    }
    return { difference: { calls, changed: changed.length, unpriced, ...sumOf(changed) }, changed };
  }
}

function correctionOf(leg: RatedLeg, costMicros: bigint): CallCorrection | null {
  return leg.billed.length === 0 ? null : correctCall(leg.billed, leg.waitingMicros, costMicros);
}

function sumOf(changed: readonly ChangedCall[]): Omit<LeaseDifference, 'calls' | 'changed' | 'unpriced'> {
  let openMicros = 0n;
  let walletCalls = 0;
  let walletDebitMicros = 0n;
  let walletCreditMicros = 0n;
  let debitMicros = 0n;
  let creditMicros = 0n;
  for (const { leg, rating, correction } of changed) {
    const micros = (rating.costMicros ?? 0n) - leg.costMicros;
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
