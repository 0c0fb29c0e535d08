import { type CivilDate, type Currency, currencyDecimals, parseCivilDate, parseDecimal } from '@seatline/kernel';

export const STATEMENT_ENCODINGS = ['utf-8', 'gb18030'] as const;
export const STATEMENT_DATE_FORMATS = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;
export const STATEMENT_DELIMITERS = [',', ';', '\t'] as const;
export const DECIMAL_MARKS = ['.', ','] as const;
export const THOUSANDS_MARKS = ['', ',', '.', ' ', "'"] as const;

export type StatementDateFormat = (typeof STATEMENT_DATE_FORMATS)[number];

/** How one bank writes its statements: said once for an account, then remembered. Columns are named as in the file's own header. */
export interface StatementMapping {
  readonly encoding: (typeof STATEMENT_ENCODINGS)[number];
  readonly delimiter: (typeof STATEMENT_DELIMITERS)[number];
  readonly dateFormat: StatementDateFormat;
  readonly decimalMark: (typeof DECIMAL_MARKS)[number];
  readonly thousandsMark: (typeof THOUSANDS_MARKS)[number];
  readonly valueDate: string;
  /** Money that came in; where the bank has one signed column for both, money that went out is negative there. */
  readonly amount: string;
  readonly reference: string | null;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly remark: string | null;
}

/** A transfer as the bank tells it. */
export interface StatementLine {
  readonly valueOn: CivilDate;
  readonly amountMinor: bigint;
  /** The bank's own number of the transfer; empty where it gives none. */
  readonly reference: string;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly remark: string;
}

export type ReadStatementLine =
  | { readonly kind: 'incoming'; readonly line: StatementLine }
  /** Money that went out, or none at all (an empty or zero cell of a column that tells of incoming money only). */
  | { readonly kind: 'outgoing' }
  | { readonly kind: 'fault'; readonly column: string; readonly text: string };

const FIELDS: Readonly<Record<StatementDateFormat, { readonly pattern: RegExp; readonly order: readonly [year: number, month: number, day: number] }>> = {
  'YYYY-MM-DD': { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})/, order: [1, 2, 3] },
  'YYYY/MM/DD': { pattern: /^(\d{4})\/(\d{1,2})\/(\d{1,2})/, order: [1, 2, 3] },
  YYYYMMDD: { pattern: /^(\d{4})(\d{2})(\d{2})/, order: [1, 2, 3] },
  'DD.MM.YYYY': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})/, order: [3, 2, 1] },
  'DD/MM/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})/, order: [3, 2, 1] },
  'MM/DD/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})/, order: [3, 1, 2] },
};

/** The day that a bank writes, whatever time stands behind it ("20260320 09:15:00"); null when it is none, or no day of the calendar. */
export function parseStatementDate(text: string, format: StatementDateFormat): CivilDate | null {
  const { pattern, order } = FIELDS[format];
  const found = new RegExp(`${pattern.source}(?:[T\\s].*)?$`).exec(text.trim());
  if (!found) return null;
  const [year, month, day] = order.map((group) => found[group]!);
  return parseCivilDate(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`);
}

/**
 * An amount as a bank writes it, in minor units: "1,234.50" or "1.234,50" or "¥ 1 234.50"; a minus in front or behind, or brackets, make it negative; empty is
 * nothing. Null when it is no amount, has digits grouped otherwise than by threes, or more decimals than the currency.
 */
export function parseStatementAmount(text: string, mapping: Pick<StatementMapping, 'decimalMark' | 'thousandsMark'>, currency: Currency): bigint | null {
  const bare = text.replace(/[\u00a0\u202f]/g, ' ').replace(/^[¥￥$€£]|CNY|RMB/gi, '').trim();
  if (bare === '') return 0n;
  const bracketed = /^\((.*)\)$/.exec(bare);
  const signed = /^([+-]?)\s*(.*?)\s*(-?)$/.exec(bracketed?.[1] ?? bare)!;
  const negative = bracketed !== null || signed[1] === '-' || signed[3] === '-';
  const digits = ungrouped(signed[2]!.replace(/^[¥￥$€£]\s*/, ''), mapping);
  const minor = digits === null ? null : parseDecimal(digits, currencyDecimals(currency));
  if (minor === null || minor < 0n) return null;
  return negative ? -minor : minor;
}

/** Zeros behind the currency's last decimal say nothing ("12.3400"); a mark that is not the mapped one is a slip in the mapping, not an amount. */
function ungrouped(text: string, { decimalMark, thousandsMark }: Pick<StatementMapping, 'decimalMark' | 'thousandsMark'>): string | null {
  const [whole = '', fraction, ...more] = text.split(decimalMark);
  if (more.length > 0) return null;
  const groups = thousandsMark === '' ? [whole] : whole.split(thousandsMark);
  if (groups.length > 1 && !groups.slice(1).every((group) => group.length === 3)) return null;
  const joined = groups.join('');
  if (!/^\d+$/.test(joined) || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  const decimals = (fraction ?? '').replace(/0+$/, '');
  return decimals === '' ? joined : `${joined}.${decimals}`;
}

/** Cells of one line of a statement, by column, read as the account's mapping says. A faulty cell is named with what stands in it. */
export function readStatementLine(cells: Readonly<Record<string, string>>, mapping: StatementMapping, currency: Currency): ReadStatementLine {
  const textOf = (column: string | null): string => (column === null ? '' : (cells[column] ?? '').replace(/\s+/g, ' ').trim());
  const amountMinor = parseStatementAmount(textOf(mapping.amount), mapping, currency);
  if (amountMinor === null) return { kind: 'fault', column: mapping.amount, text: textOf(mapping.amount) };
  if (amountMinor <= 0n) return { kind: 'outgoing' };
  const valueOn = parseStatementDate(textOf(mapping.valueDate), mapping.dateFormat);
  if (valueOn === null) return { kind: 'fault', column: mapping.valueDate, text: textOf(mapping.valueDate) };
  const [reference, payerName, payerAccount, remark] = [mapping.reference, mapping.payerName, mapping.payerAccount, mapping.remark].map(textOf);
  if (reference!.length > LONGEST_REFERENCE) return { kind: 'fault', column: mapping.reference ?? '', text: reference! };
  return { kind: 'incoming', line: { valueOn, amountMinor, reference: reference!, payerName: payerName!, payerAccount: payerAccount!, remark: remark! } };
}

/** As long as a payment's reference may be, with room for what names the line where several share one. */
const LONGEST_REFERENCE = 100;
