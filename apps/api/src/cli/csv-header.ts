/** Where each wanted column stands in the file's rows, or what is wrong with the header. */
export type CsvHeader<Column extends string> =
  | { readonly ok: true; readonly places: Readonly<Record<Column, number>>; readonly width: number }
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Finds the wanted columns by name, in whatever order they stand. A column that is missing, unknown or there twice is a fault: a misspelt
 * `effective_to` that was passed over would change prices without a word.
 */
export function matchHeader<Column extends string>(fields: readonly string[], columns: readonly Column[]): CsvHeader<Column> {
  const faults: string[] = [];
  const missing = columns.filter((column) => !fields.includes(column));
  const unknown = fields.filter((field) => !columns.some((column) => column === field));
  const repeated = columns.filter((column) => fields.indexOf(column) !== fields.lastIndexOf(column));
  if (missing.length > 0) faults.push(`header: missing ${missing.join(', ')}`);
  if (unknown.length > 0) faults.push(`header: unknown ${unknown.map((field) => JSON.stringify(field)).join(', ')}`);
  if (repeated.length > 0) faults.push(`header: more than once ${repeated.join(', ')}`);
  if (faults.length > 0) return { ok: false, faults: [...faults, `header: must be ${columns.join(',')} (in any order)`] };
  const places = Object.fromEntries(columns.map((column) => [column, fields.indexOf(column)])) as Record<Column, number>;
  return { ok: true, places, width: fields.length };
}
