import type { StatementLine } from './statement-line';

/** A line with what it is known by, so that the same line in another file is the same transfer. */
export interface IdentifiedLine {
  readonly line: StatementLine;
  readonly identity: string;
}

/**
 * What each line of a file is known by: the bank's reference, or, where it gives none, its day, amount, payer and remark and the count of such lines of
 * that day in the file. Two files that overlap by whole days therefore bring each line once, and two equal transfers of one day are two. The same
 * reference on two lines of a file is one transfer told twice only if all else is equal; otherwise the second is told as a clash.
 * Source: billing.md 1.4 row 35 and fault 22.
 */
export function identifyLines(lines: readonly StatementLine[]): { readonly identified: readonly (IdentifiedLine | null)[]; readonly clashes: readonly number[] } {
  const occurrences = new Map<string, number>();
  const byReference = new Map<string, StatementLine>();
  const clashes: number[] = [];
  const identified = lines.map((line, place): IdentifiedLine | null => {
    if (line.reference !== '') {
      const first = byReference.get(line.reference);
      if (first && !isSameTransfer(first, line)) clashes.push(place);
      if (first) return null;
      byReference.set(line.reference, line);
      return { line, identity: `reference ${line.reference}` };
    }
    const alike = [line.valueOn, line.amountMinor, line.payerName, line.payerAccount, line.remark].join('\u001f');
    const occurrence = (occurrences.get(alike) ?? 0) + 1;
    occurrences.set(alike, occurrence);
    return { line, identity: `${alike}\u001f${occurrence}` };
  });
  return { identified, clashes };
}

/** Whether a line that is known by a reference tells the same transfer; its remark may be cut differently in another file. */
export function isSameTransfer(a: Pick<StatementLine, 'valueOn' | 'amountMinor'>, b: Pick<StatementLine, 'valueOn' | 'amountMinor'>): boolean {
  return a.valueOn === b.valueOn && a.amountMinor === b.amountMinor;
}
