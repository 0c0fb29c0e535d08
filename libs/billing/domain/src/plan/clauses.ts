/** The clauses of a lease contract, in the order in which it is printed; a clause's number is its place from 1 (domain.md 1). */
export const CONTRACT_CLAUSES = ['rent', 'deposit', 'telephone', 'arrears', 'renewal', 'hours', 'maintenance', 'use', 'handing-on'] as const;
export type ContractClause = (typeof CONTRACT_CLAUSES)[number];

/** The number under which a clause stands in the printed contract. */
export function clauseNumber(clause: ContractClause): number {
  return CONTRACT_CLAUSES.indexOf(clause) + 1;
}

/**
 * The clause from which an invoice's line follows: deposits from the deposit's, calls from the telephone's, late fees from that of arrears, what is given back for
 * seats that could not be used from that of maintenance, everything else from the rent's.
 */
export function clauseOfLine(kind: string): ContractClause {
  if (kind === 'deposit') return 'deposit';
  if (kind === 'late-fee') return 'arrears';
  if (kind === 'sla') return 'maintenance';
  return kind === 'telephone' || kind === 'prior-period' || kind === 're-rating' ? 'telephone' : 'rent';
}
