import type { JournalRow } from '../reads/reports/journal';
import { amountText } from '../written/amounts';
import { BYTE_ORDER_MARK, csvLine } from '../written/csv';
import { iso } from '../written/json';
import type { DepositsView, ReceivablesView, RevenueView, TrialBalanceView } from './reports.view';

type Cells = readonly string[];

/** Columns and cells of each report as a file: one line a line of the report, its legal entity and currency in front. */
export function trialBalanceFile(sheets: readonly TrialBalanceView[]): string {
  return fileOf(['account', 'kind', 'debit', 'credit', 'balance', 'balance_by_day'], sheets, ({ accounts }) =>
    accounts.map((row) => [row.account, row.kind, row.debit, row.credit, row.balance, row.balanceByDay]));
}

export function receivablesFile(sheets: readonly ReceivablesView[]): string {
  return fileOf(['tenant', 'lease', 'not_due', 'days_1_15', 'days_16_30', 'days_31_60', 'days_61_90', 'days_over_90', 'total'], sheets, ({ leases }) =>
    leases.map((row) => [
      row.tenantName, row.leaseNumber, row.notDue, row.days1To15, row.days16To30, row.days31To60, row.days61To90, row.daysOver90, row.total,
    ]));
}

export function depositsFile(sheets: readonly DepositsView[]): string {
  return fileOf(['tenant', 'lease', 'deposit'], sheets, ({ leases }) => leases.map((row) => [row.tenantName, row.leaseNumber, row.deposit]));
}

export function revenueFile(sheets: readonly RevenueView[]): string {
  return fileOf(['month', 'rent_by_day', 'telephone', 'other', 'total', 'deferred_at_end', 'rent_entered_by_closes'], sheets, ({ months }) =>
    months.map((row) => [row.month, row.rent, row.telephone, row.other, row.total, row.deferred, row.enteredRent]));
}

function fileOf<Sheet extends { legalEntityCode: string; currency: string }>(columns: Cells, sheets: readonly Sheet[], lines: (sheet: Sheet) => readonly Cells[]): string {
  const head = csvLine(['legal_entity', 'currency', ...columns]);
  const body = sheets.flatMap((sheet) => lines(sheet).map((cells) => csvLine([sheet.legalEntityCode, sheet.currency, ...cells])));
  return BYTE_ORDER_MARK + head + body.join('');
}

/** The journal as pieces of a file, one a page: debit and credit in columns of their own, neither negative. */
export async function* journalFile(pages: AsyncIterable<readonly JournalRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([
    'legal_entity', 'effective_on', 'recorded_at', 'transaction', 'kind', 'ref', 'document', 'tenant', 'lease', 'line', 'account', 'currency', 'debit', 'credit',
  ]);
  for await (const rows of pages) yield rows.map(journalLine).join('');
}

function journalLine(row: JournalRow): string {
  const { amount_minor: minor, currency } = row;
  return csvLine([
    row.legal_entity, row.effective_on, iso(row.recorded_at), row.tx_id, row.kind, row.ref, row.document, row.tenant, row.lease, row.n, row.account, currency,
    minor > 0n ? amountText(currency, minor) : null, minor < 0n ? amountText(currency, -minor) : null,
  ]);
}
