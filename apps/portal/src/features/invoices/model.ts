import { isPositive } from '../../ui/format';

interface Payable {
  readonly dueOn: string;
  readonly open: string;
}

/** The unpaid invoice that is due first; null when all are paid. */
export function nextToPay<Invoice extends Payable>(invoices: readonly Invoice[]): Invoice | null {
  return invoices.filter((invoice) => isPositive(invoice.open)).reduce<Invoice | null>((first, invoice) => (first === null || invoice.dueOn < first.dueOn ? invoice : first), null);
}
