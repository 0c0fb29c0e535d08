import { accept, isCurrency, parseZone, refuse, type Result } from '@seatline/kernel';

/** What is said of a tenant by whoever opens or changes it. */
export interface TenantTerms {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
}

export type TermsRefusal = 'tenant.bad-name' | 'tenant.unknown-zone' | 'tenant.unknown-currency';

/** The terms as they are stored, or the first that cannot be. */
export function readTerms(terms: TenantTerms): Result<TenantTerms, TermsRefusal> {
  const name = terms.name.trim();
  if (name.length < 1 || [...name].length > 200) return refuse('tenant.bad-name');
  if (parseZone(terms.zone) === null) return refuse('tenant.unknown-zone', { zone: terms.zone });
  if (!isCurrency(terms.currency)) return refuse('tenant.unknown-currency', { currency: terms.currency });
  return accept({ ...terms, name });
}
