import { beyondGrace, holdEndsAt } from '../arrears/clock';
import { daysBegunWithin } from '../invoice/credit';
import { creditUnused } from './crediting';
import { isSuspended, writtenOffInvoices } from './derived';
import { pressingInvoices } from './held-arrears';
import { change, record, type Work } from './work';

/** Stops the lease's seats because of the invoices that are beyond their grace. */
export function suspend(work: Work): void {
  const because = beyondGrace(work.book.contract, pressingInvoices(work.book), work.at).map((invoice) => invoice.number);
  change(work, { suspensions: [...work.book.suspensions, { suspendedAt: work.at, because, restoredAt: null }] });
  record(work, { type: 'suspended', because });
}

/**
 * Restores a suspended lease when no invoice is beyond its grace any more, one that was given up included, or a hold holds. Where rent does not accrue while
 * suspended, each local day that began suspended is credited then, as a removal would be. True when it was restored.
 */
export function restoreIfClear(work: Work): boolean {
  if (!isSuspended(work.book)) return false;
  const { contract, holds, suspensions } = work.book;
  const heldUntil = holdEndsAt(contract, holds);
  const held = heldUntil !== null && work.at < heldUntil;
  const unpaid = [...pressingInvoices(work.book), ...writtenOffInvoices(work.book.invoices)];
  if (!held && beyondGrace(contract, unpaid, work.at).length > 0) return false;
  const suspension = suspensions.at(-1)!;
  change(work, { suspensions: suspensions.with(-1, { ...suspension, restoredAt: work.at }) });
  record(work, { type: 'restored' });
  if (!contract.rentAccruesWhileSuspended) {
    creditUnused(work, daysBegunWithin(suspension.suspendedAt, work.at, contract.zone).fromOn);
  }
  return true;
}
