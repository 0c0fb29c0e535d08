/** Something in which an issued invoice is not what its sources make. */
export interface InvoiceDifference {
  /** Place of the line in its invoice, from 0; null for the invoice as a whole. */
  readonly line: number | null;
  /** What differs: a seat by its number in the lease, a call by its id, a credit note by its count in the lease. */
  readonly subject: { readonly kind: 'invoice' | 'line' | 'seat' | 'call' | 'credit-note'; readonly id: string | null };
  /** The field that differs. Its name tells the unit: `…Minor` minor units, `…Micros` millionths, `…On` a civil date, `…At` milliseconds. */
  readonly field: string;
  /** As it is stored; null where nothing is. */
  readonly stored: string | null;
  /** As the sources make it; null where they make none. */
  readonly computed: string | null;
}

/** A value as a difference shows it: numbers and dates in their own digits, lists with commas, nothing as null. */
export function writtenOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => writtenOf(item) ?? '').join(', ');
  if (typeof value === 'object') return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
  return String(value as string | number | bigint | boolean);
}

/** The fields in which two values of one shape differ, in the order of the first; a field that only one has differs. */
export function compareFields(
  stored: object, computed: object, exceptFields: ReadonlySet<string> = new Set(),
): Pick<InvoiceDifference, 'field' | 'stored' | 'computed'>[] {
  const values = { stored: stored as Record<string, unknown>, computed: computed as Record<string, unknown> };
  const fields = [...new Set([...Object.keys(values.stored), ...Object.keys(values.computed)])].filter((field) => !exceptFields.has(field));
  return fields
    .map((field) => ({ field, stored: writtenOf(values.stored[field]), computed: writtenOf(values.computed[field]) }))
    .filter((each) => each.stored !== each.computed);
}
