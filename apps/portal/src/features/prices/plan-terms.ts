import { type RateDraft, rateDraftOf, rateOf } from '../late-fees/model';
import type { PlanVersionInput, PlanVersionView } from './api';

/** What a plan says beside its prices. All of it goes into a next version, so that nothing falls back to a default unseen. */
export interface PlanTermsDraft {
  anchor: 'start-day' | 'calendar';
  depositMonths: number;
  taxPercent: string;
  invoiceLeadDays: number;
  rentGraceDays: number;
  telephoneGraceDays: number;
  rentAccruesWhileSuspended: boolean;
  serviceLevel: PlanVersionView['serviceLevel'];
  lateFees: { rent: RateDraft; telephone: RateDraft };
}

/** A new plan's, unless somebody says otherwise: as domain.md 1 has them. */
const USUAL_TERMS: PlanTermsDraft = {
  anchor: 'start-day', depositMonths: 1, taxPercent: '6', invoiceLeadDays: 7, rentGraceDays: 15, telephoneGraceDays: 30, rentAccruesWhileSuspended: true,
  serviceLevel: { creditBasis: 'by-time', dayThresholdMinutes: 0, toleratedMinutes: 0, capPercent: 100 },
  lateFees: { rent: rateDraftOf(null), telephone: rateDraftOf(null) },
};

type PlainTerms = Omit<PlanTermsDraft, 'lateFees'>;

/** Of whatever holds them, the terms that are typed as the API has them. */
function plainTerms({ anchor, depositMonths, taxPercent, invoiceLeadDays, rentGraceDays, telephoneGraceDays, rentAccruesWhileSuspended, serviceLevel }: PlainTerms): PlainTerms {
  return { anchor, depositMonths, taxPercent, invoiceLeadDays, rentGraceDays, telephoneGraceDays, rentAccruesWhileSuspended, serviceLevel };
}

/** The terms of a version, to be typed over; of no version: the usual ones. */
export function planTermsOf(version: PlanVersionView | null): PlanTermsDraft {
  if (version === null) return USUAL_TERMS;
  return { ...plainTerms(version), lateFees: { rent: rateDraftOf(version.lateFees?.rent), telephone: rateDraftOf(version.lateFees?.telephone) } };
}

/** What was typed, as the API takes it; what a form holds beside it is left out. */
export function planTermsInput(draft: PlanTermsDraft): PlainTerms & Pick<PlanVersionInput, 'lateFees'> {
  return { ...plainTerms(draft), lateFees: { rent: rateOf(draft.lateFees.rent), telephone: rateOf(draft.lateFees.telephone) } };
}

/** Whose terms a tenant gets that signs at the moment; null where nothing is offered then. */
export function versionInForce(versions: readonly PlanVersionView[], code: string, at: Date): PlanVersionView | null {
  const isInForce = ({ effectiveFrom, effectiveTo }: PlanVersionView): boolean => new Date(effectiveFrom) <= at && (effectiveTo === null || at < new Date(effectiveTo));
  return versions.find((version) => version.code === code && isInForce(version)) ?? null;
}
