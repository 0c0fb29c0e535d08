import type { AccountSidesView, LeaseStatementView } from './api';

/** A row of the sheet: an edge shows how the account stands, a booking what it moved. */
export interface SheetRow {
  key: string;
  on: string;
  valueOn: string | null;
  kind: string;
  document: string | null;
  sides: AccountSidesView;
  edge: boolean;
}

/** Opening, everything that was booked, closing: in the order in which a bookkeeper ticks it off. */
export function sheetRows(statement: LeaseStatementView, span: { fromOn: string; lastOn: string }): SheetRow[] {
  const edge = (key: 'opening' | 'closing', on: string, sides: AccountSidesView): SheetRow => ({ key, on, valueOn: null, kind: key, document: null, sides, edge: true });
  return [
    edge('opening', span.fromOn, statement.opening),
    ...statement.lines.map((line) => ({
      key: line.id,
      on: line.bookedOn,
      valueOn: line.valueOn === line.bookedOn ? null : line.valueOn,
      kind: line.kind,
      document: line.document,
      sides: line.moved,
      edge: false,
    })),
    edge('closing', span.lastOn, statement.closing),
  ];
}

/** Whether there is anything in an amount, whatever its sign. */
export function isAmount(amount: string): boolean {
  return /[1-9]/.test(amount);
}
