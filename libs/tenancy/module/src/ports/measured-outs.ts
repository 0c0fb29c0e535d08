import type { MeasuredOut } from '@seatline/tenancy-domain';

/** Telephony's answer to "when could a carrier not be reached?"; bound in the application. */
export abstract class MeasuredOuts {
  /** Those that are over and were not taken up yet, the oldest first. */
  abstract toTakeUp(): Promise<readonly (MeasuredOut & { readonly id: string })[]>;
  /** It has been decided what this one means; said twice, it was said once. */
  abstract takenUp(id: string): Promise<void>;
}
