import { Injectable } from '@nestjs/common';
import { openMinor } from '@seatline/billing-domain';
import { civilDateAt } from '@seatline/kernel';
import { notFound, Problem, type TenantTransaction } from '@seatline/server';
import { isRefillDue } from '../persistence/credit/refill-rows';
import { findCreditLease } from '../persistence/credit/wallet-rows';
import type { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { findInvoiceTarget, findOrderTarget } from '../persistence/payment-targets';
import { readAmount } from '../written/read-amount';
import { bringUp } from './bring-up';
import { invoiceCharge, orderCharge } from './charge-amount';
import { LeaseDesk } from './lease-desk';
import { requireOpenWallet } from './wallet-door';

/** What somebody wants to pay: what is open of an invoice, what an order asks for, or any amount into a lease's wallet. */
export type ChargeTarget =
  | { readonly purpose: 'invoice' | 'order'; readonly targetId: string }
  /** `amount` is a decimal in the lease's currency. `refill`: nobody asked, so the wallet must still be low, and no method have said no since an instant. */
  | { readonly purpose: 'wallet'; readonly targetId: string; readonly amount: string; readonly refill?: { readonly quietSince: number } };

export interface PricedCharge {
  readonly leaseId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly at: number;
}

/** What is to be charged for something by now, under its lease's lock. */
@Injectable()
export class PriceCharge {
  constructor(private readonly desk: LeaseDesk) {}

  /** @throws Problem not-found, payment.nothing-due, order.not-standing, lease.overdue, wallet.not-prepaid, wallet.beyond-owed, payment.bad-amount */
  async of(tx: TenantTransaction, target: ChargeTarget): Promise<PricedCharge> {
    if (target.purpose === 'wallet') return this.ofWallet(tx, target);
    const { purpose, targetId } = target;
    const found = await (purpose === 'invoice' ? findInvoiceTarget : findOrderTarget)(tx.ledger, tx.tenantId, targetId);
    if (!found) throw notFound(purpose);
    const lease = await this.desk.take(tx, found.leaseId);
    const at = this.desk.presentOf(lease);
    const { book } = bringUp(lease, at, null);
    const amountMinor = purpose === 'invoice' ? invoiceCharge(book, found.number) : orderCharge(book, found.number, found.state, civilDateAt(at, book.contract.zone));
    return { leaseId: found.leaseId, amountMinor, currency: book.contract.currency, at };
  }

  /** Whether an intent would still pay something that is open; one for a wallet always does. */
  async isStillWanted(tx: TenantTransaction, { purpose, targetId, amountMinor }: PaymentAttempt): Promise<boolean> {
    if (purpose !== 'invoice') return true;
    const target = await findInvoiceTarget(tx.ledger, tx.tenantId, targetId);
    if (!target) return false;
    const { book } = await this.desk.take(tx, target.leaseId);
    const invoice = book.invoices[target.number - 1];
    return invoice !== undefined && openMinor(invoice) >= amountMinor;
  }

  private async ofWallet(tx: TenantTransaction, { targetId: leaseId, amount, refill }: Extract<ChargeTarget, { purpose: 'wallet' }>): Promise<PricedCharge> {
    const lease = await findCreditLease(tx.ledger, tx.tenantId, leaseId);
    if (!lease) throw notFound('lease');
    const at = this.desk.presentOf(await this.desk.take(tx, leaseId));
    const amountMinor = readAmount(amount, lease.currency, 'payment.bad-amount', 1n);
    await requireOpenWallet(tx, lease, amountMinor, at);
    if (refill && !(await isRefillDue(tx, leaseId, refill.quietSince))) throw new Problem('payment.nothing-due');
    return { leaseId, amountMinor, currency: lease.currency, at };
  }
}
