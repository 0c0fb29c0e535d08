import { Injectable } from '@nestjs/common';
import { addDays, type CivilDate, civilDateAt, currencyDecimals, formatMoney, money, parseMoney } from '@seatline/kernel';
import { Audit, type Principal, Problem, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { type BookedPayment, findPayment } from '../reads/payments';
import { LeaseDesk, nameOf } from './lease-desk';

/** A transfer as the bank's statement shows it. */
export interface BankTransfer {
  readonly leaseId: string;
  /** A decimal in the lease's currency. */
  readonly amount: string;
  /** The bank's date, which it counts from; today where the statement names none. */
  readonly valueOn: CivilDate | null;
  readonly reference: string;
  readonly forOrder: boolean;
}

/** A statement older than a year is a slip in the date. */
const OLDEST_VALUE_DAYS = 366;

/** No transfer in any currency is larger; a number that is has slipped. */
const MOST_MINOR = 10n ** 13n;

/**
 * Books a bank transfer. The reference makes it one payment however often it is keyed in: the second time is answered with the first. What is more than
 * is owed stays the tenant's, unapplied, for the next invoice or order; a transfer is never refused for being too large a share.
 */
@Injectable()
export class BookPayment {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async run(actor: Principal, tenantId: string, transfer: BankTransfer): Promise<BookedPayment> {
    const reference = transfer.reference.trim();
    try {
      return await this.tenants.run(tenantId, (tx) => this.book(tx, actor, { ...transfer, reference }));
    } catch (error) {
      if (violatedConstraint(error) === 'payment_reference_key') throw new Problem('payment.reference-used-elsewhere', { reference });
      throw error;
    }
  }

  private async book(tx: TenantTransaction, actor: Principal, transfer: BankTransfer): Promise<BookedPayment> {
    const lease = await this.desk.take(tx, transfer.leaseId);
    const amountMinor = readAmount(lease, transfer.amount);
    const valueOn = this.readValueDate(lease, transfer.valueOn);
    const known = await findPayment(tx.ledger, tx.tenantId, 'bank-transfer', transfer.reference);
    if (known) return sameAs(known, transfer, amountMinor);
    await this.desk.perform(
      tx,
      lease,
      { do: 'pay', amountMinor, forOrder: transfer.forOrder, valueOn },
      { actor: nameOf(actor), payment: { source: 'bank-transfer', reference: transfer.reference } },
    );
    const booked = await findPayment(tx.ledger, tx.tenantId, 'bank-transfer', transfer.reference);
    await this.audit.record(tx, actor, {
      action: 'payment.booked',
      subjectKind: 'lease',
      subjectId: lease.leaseId,
      facts: { amount: transfer.amount, currency: lease.book.contract.currency, valueOn, reference: transfer.reference },
    });
    return booked!;
  }

  private readValueDate(lease: LoadedLease, given: CivilDate | null): CivilDate {
    const latest = civilDateAt(this.desk.presentOf(lease), lease.book.contract.zone);
    const valueOn = given ?? latest;
    const earliest = addDays(latest, -OLDEST_VALUE_DAYS);
    if (valueOn < earliest || valueOn > latest) throw new Problem('payment.bad-value-date', { earliest, latest });
    return valueOn;
  }
}

function readAmount(lease: LoadedLease, text: string): bigint {
  const { currency } = lease.book.contract;
  const amount = parseMoney(text, currency);
  if (amount === null || amount.minor <= 0n || amount.minor > MOST_MINOR) {
    throw new Problem('payment.bad-amount', { decimals: currencyDecimals(currency), most: formatMoney(money(currency, MOST_MINOR)) });
  }
  return amount.minor;
}

/** The same transfer keyed in again is the same payment; the same reference on another transfer is a mistake that a person has to look at. */
function sameAs(known: BookedPayment, transfer: BankTransfer, amountMinor: bigint): BookedPayment {
  if (known.leaseId !== transfer.leaseId) throw new Problem('payment.reference-used-elsewhere', { reference: transfer.reference });
  const same = known.amountMinor === amountMinor && (transfer.valueOn === null || transfer.valueOn === known.valueOn);
  if (!same) throw new Problem('payment.reference-differs', { reference: transfer.reference });
  return known;
}
