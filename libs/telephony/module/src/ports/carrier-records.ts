import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { CarrierCall, CarrierCallList } from '@seatline/telephony-domain';

/** Where a carrier's own records of a trunk come from. */
export const RECORDS_SOURCES = ['simulated', 'asterisk', 'twilio', 'upload'] as const;
export type RecordsSource = (typeof RECORDS_SOURCES)[number];

export interface RecordedTrunk {
  readonly tenantId: string;
  readonly id: string;
  /** What the trunk is called in the carrier's own books; null where it has our name or is the only one. */
  readonly account: string | null;
}

/**
 * A carrier's own books, to be held against ours.
 *
 * - `list` gives the answered calls of a trunk whose talk is over and whose answer lies in the time (its end excluded), in any order. Whoever did not answer costs
 *   nothing and is not told.
 * - Asked again for a time that is over it gives the same, or what the carrier has corrected since; it changes nothing.
 * - It says of how much of the time it has records at all; a call outside of that is not missing.
 * - A carrier out of reach throws `CarrierFailure`: `unreachable` or `unavailable` may pass, `refused` wants somebody's hand.
 */
export interface CarrierRecords {
  readonly source: RecordsSource;
  list(trunk: RecordedTrunk, time: { readonly fromAt: Instant; readonly toAt: Instant }): Promise<CarrierCallList>;
}

/** The installation's, by source; one for each at most. */
export const CARRIER_RECORDS = Symbol('CARRIER_RECORDS');

/** A carrier's file with its answered calls. */
export interface NewUpload {
  readonly trunkId: string;
  readonly fileName: string;
  readonly sha256: string;
  /** What the file has the calls of. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly calls: readonly CarrierCall[];
  readonly by: string;
  readonly at: Instant;
}

export interface CarrierUploads {
  /** @returns its id; null when the very same file was there already. */
  enter(tx: TenantTransaction, upload: NewUpload): Promise<string | null>;
}

export const CARRIER_UPLOADS = Symbol('CARRIER_UPLOADS');
