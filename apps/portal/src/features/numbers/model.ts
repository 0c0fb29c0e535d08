import type { CarrierName } from './api';

/** What can carry a call. */
export const CARRIER_NAMES: readonly CarrierName[] = ['simulated', 'asterisk', 'twilio'];
