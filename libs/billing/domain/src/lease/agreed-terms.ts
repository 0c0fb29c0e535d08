import type { CivilDate, Refusal } from '@seatline/kernel';
import { contractOn, type RentTerms, type TermsChange } from '../plan/agreed-terms';
import type { Contract } from '../plan/contract';
import { periodAt } from '../plan/periods';
import { withDiscountFixed } from '../plan/seat-prices';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import type { LeaseRefusalCode } from './events';
import { change, record, type Work } from './work';

/** The lease's contract in the version in force on a day. */
export function agreedOn(book: Pick<LeaseBook, 'contract' | 'termsChanges'>, on: CivilDate): Contract {
  return contractOn(book.contract, book.termsChanges, on);
}

/**
 * Agrees other terms from a period's beginning on. Refused where the period is invoiced already (`terms-billed`), where the day begins no period
 * (`terms-not-a-period`), outside the term, and before terms that are agreed for later (`terms-not-later`). Agreed again for the same day before
 * it is invoiced, the later word counts. Deposits that were taken stay as they are.
 */
export function changeTerms(work: Work, { fromOn, terms, reason }: Extract<LeaseCommand, { do: 'change-terms' }>): Refusal<LeaseRefusalCode> | null {
  const { contract, endedAt, endOn, rentIssuedThroughOn, termsChanges } = work.book;
  if (endedAt !== null || fromOn >= endOn) return { code: 'outside-term', facts: { endOn } };
  if (fromOn < rentIssuedThroughOn) return { code: 'terms-billed', facts: { earliest: rentIssuedThroughOn } };
  const { fromOn: begins } = periodAt(contract, fromOn);
  if (begins !== fromOn) return { code: 'terms-not-a-period', facts: { begins } };
  const last = termsChanges.at(-1);
  if (last && last.fromOn > fromOn) return { code: 'terms-not-later', facts: { earliest: last.fromOn } };
  const agreed: TermsChange = { fromOn, terms: fixed(contract, terms), reason };
  const kept = last?.fromOn === fromOn ? termsChanges.slice(0, -1) : termsChanges;
  change(work, { termsChanges: [...kept, agreed] });
  record(work, { type: 'terms-changed', version: work.book.termsChanges.length + 1, ...agreed });
  return null;
}

function fixed(contract: Contract, { seatMonthlyMinor, dayCount, pricing }: RentTerms): RentTerms {
  return { seatMonthlyMinor, dayCount, pricing: withDiscountFixed(pricing, contract.term.months) };
}
