import { type CivilDate, civilDateAt, type Instant, type Zone } from '@seatline/kernel';
import { amountText } from '../written/amounts';
import type { PaperBlock, PaperDefinition } from '../ports/document-printer';

export type DocumentLanguage = 'zh-CN' | 'en';

/** What is the same on every document of one lease: who, to whom, under which contract. */
export interface DocumentParties {
  readonly entityName: string;
  readonly entityTaxNumber: string | null;
  readonly bank: { readonly accountName: string; readonly bankName: string; readonly accountNumber: string } | null;
  readonly tenantName: string;
  readonly leaseNumber: string;
  readonly currency: string;
  readonly zone: Zone;
}

const GREY = '#595959';
const RULE = '#bfbfbf';

const STYLES: PaperDefinition['styles'] = {
  title: { fontSize: 18, margin: [0, 0, 0, 2] },
  number: { fontSize: 11, color: GREY, margin: [0, 0, 0, 14] },
  label: { color: GREY, fontSize: 8 },
  head: { color: GREY, fontSize: 8 },
  section: { fontSize: 11, margin: [0, 14, 0, 4] },
  sum: { fontSize: 11 },
  small: { color: GREY, fontSize: 8, margin: [0, 10, 0, 0] },
};

/** An amount with its thousands set apart: 12,345.60. */
export function amountOf(currency: string, minor: bigint): string {
  const [whole = '', decimals] = amountText(currency, minor).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** The civil date of an instant where the lease is. */
export function dayOf(at: number, zone: Zone): string {
  return civilDateAt(at as Instant, zone);
}

/** Days of a half-open range as people read them: the last day is part of it. */
export function spanText(fromOn: string | null, toOn: string | null, lastDay: (toOn: CivilDate) => string): string {
  if (toOn === null) return '–';
  const last = lastDay(toOn as CivilDate);
  return fromOn === null ? `– ${last}` : `${fromOn} – ${last}`;
}

export function heading(title: string, number: string): PaperBlock[] {
  return [{ text: title, style: 'title' }, { text: number, style: 'number' }];
}

/** Names and values in two columns, side by side. */
export function factsTable(facts: readonly (readonly [label: string, value: string])[]): PaperBlock {
  const cells = facts.map(([label, value]): PaperBlock => ({ stack: [{ text: label, style: 'label' }, { text: value }], margin: [0, 0, 0, 6] }));
  const rows: PaperBlock[][] = [];
  for (let place = 0; place < cells.length; place += 2) rows.push([cells[place]!, cells[place + 1] ?? '']);
  return { table: { widths: ['*', '*'], body: rows }, layout: 'noBorders', margin: [0, 0, 0, 10] };
}

export interface PaperColumn {
  readonly title: string;
  readonly width: string | number;
  readonly right?: boolean;
}

/** A table whose head is repeated on every page that it reaches. */
export function linesTable(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): PaperBlock {
  const cell = (text: string, place: number, more: { readonly [name: string]: PaperBlock } = {}): PaperBlock => ({
    text, alignment: columns[place]?.right ? 'right' : 'left', ...more,
  });
  const head = columns.map(({ title }, place) => cell(title, place, { style: 'head' }));
  const body = rows.map((row) => row.map((text, place) => cell(text, place)));
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: columns.map(({ width }) => width), body: [head, ...body] },
    layout: 'lightHorizontalLines',
    margin: [0, 4, 0, 8],
  };
}

/** Sums, with their digits in one column at the right. */
export function totals(rows: readonly (readonly [label: string, amount: string])[]): PaperBlock {
  const last = rows.length - 1;
  const body = rows.map(([label, amount], place): PaperBlock => [
    { text: label, alignment: 'right', ...(place === last ? { style: 'sum' } : { color: GREY }) },
    { text: amount, alignment: 'right', ...(place === last ? { style: 'sum' } : {}) },
  ]);
  return { table: { widths: ['*', 110], body }, layout: 'noBorders', margin: [0, 2, 0, 6] };
}

export function section(title: string): PaperBlock {
  return { text: title, style: 'section' };
}

export function rule(): PaperBlock {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 0.5, lineColor: RULE }], margin: [0, 6, 0, 6] };
}

export function note(text: string): PaperBlock {
  return { text, style: 'small' };
}

/** The whole document, with its own name at the foot of each page. */
export function paper(title: string, at: number, language: DocumentLanguage, content: readonly PaperBlock[]): PaperDefinition {
  const page = language === 'en' ? 'Page {page} of {pages}' : '第 {page} 页，共 {pages} 页';
  return { title, at, content, styles: STYLES, footer: { left: title, page } };
}
