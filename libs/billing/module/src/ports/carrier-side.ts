import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { CarrierCallList, OurCall } from '@seatline/telephony-domain';

export interface Time {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** A trunk whose calls stand in a carrier's books, too. */
export interface ComparedTrunk {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
  readonly source: 'simulated' | 'asterisk' | 'twilio' | 'upload';
  readonly account: string | null;
  readonly removed: boolean;
}

/** What telephony knows of both sides' records; the composition root answers, since billing asks no carrier. */
export abstract class CarrierSide {
  /** Every trunk of every tenant; `id` picks one. */
  abstract trunks(id?: string | null): Promise<readonly ComparedTrunk[]>;
  /** Whether there is anybody to ask for the books of that source. */
  abstract isReachable(source: ComparedTrunk['source']): boolean;
  /** The carrier's answered calls. Asks over the network: never within a transaction. @throws CarrierFailure */
  abstract theirs(trunk: Pick<ComparedTrunk, 'tenantId' | 'id'>, time: Time): Promise<CarrierCallList>;
  /** Our answered legs of the trunk, by their answer. */
  abstract ours(tx: TenantTransaction, trunkId: string, time: Time): Promise<readonly (OurCall & { readonly callId: string })[]>;
}
