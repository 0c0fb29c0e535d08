import type { LateFeeRateView } from './api';

/** What delay costs, as it is typed. */
export interface RateDraft {
  dailyPercent?: string;
  fromDay?: number;
  capPercent?: string;
}

export function rateDraftOf(rate: LateFeeRateView | null | undefined): RateDraft {
  return rate ? { dailyPercent: rate.dailyPercent, fromDay: rate.fromDay, capPercent: rate.capPercent ?? '' } : { fromDay: 1 };
}

/** Null where nothing was typed. */
export function rateOf(draft: RateDraft | undefined) {
  const daily = draft?.dailyPercent?.trim() ?? '';
  if (daily === '') return null;
  const cap = draft?.capPercent?.trim() ?? '';
  return { dailyPercent: daily, fromDay: draft?.fromDay ?? 1, capPercent: cap === '' ? null : cap };
}
