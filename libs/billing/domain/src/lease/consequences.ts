import { allocate } from './allocation';
import { fillOldestOrder } from './orders';
import { activateReadySeats } from './seats';
import { restoreIfClear } from './suspension';
import type { Work } from './work';

/**
 * What follows when money came in (a payment, a credit, a deposit released) or an order was placed: relief of arrears, then what is left fills
 * standing orders, strictly in their order.
 */
export function followMoney(work: Work): void {
  relieveArrears(work);
  let filled = true;
  while (filled) filled = fillOldestOrder(work);
}

/**
 * Money is allocated to what is open, seats that are paid for now become usable, and service is restored if its cause is gone, which may credit
 * rent and so free more money.
 */
export function relieveArrears(work: Work): void {
  settleOpen(work);
  if (restoreIfClear(work)) settleOpen(work);
}

function settleOpen(work: Work): void {
  allocate(work);
  activateReadySeats(work);
}
