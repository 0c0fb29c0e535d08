import { Injectable } from '@nestjs/common';
import { type LeaseBook, refundableMinor } from '@seatline/billing-domain';
import { addDays, type CivilDate, civilDateAt, currencyDecimals, formatMoney, money, parseMoney } from '@seatline/kernel';
import { Audit, type Principal, Problem, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { type BookedRefund, findRefund } from '../reads/refunds';
import { bringUp } from './bring-up';
import { LeaseDesk, nameOf } from './lease-desk';

/** A transfer back to the tenant, as the bank's statement shows it. */
export interface RefundTransfer {
  readonly leaseId: string;
  /** A decimal in the lease's currency. */
  readonly amount: string;
  /** The bank's date; today where the statement names none. */
  readonly valueOn: CivilDate | null;
  readonly reference: string;
}

/** A statement older than a year is a slip in the date. */
const OLDEST_VALUE_DAYS = 366;

/**
 * Books that deposit was paid back after a lease's settlement: never more than is owed, and once for a reference, however often or at once it is keyed in.
 * The transfer itself is the bank's; the product moves no money here.
 */
@Injectable()
export class PayRefund {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async run(actor: Principal, tenantId: string, transfer: RefundTransfer): Promise<BookedRefund> {
    const reference = transfer.reference.trim();
    try {
      const booked = await this.tenants.run(tenantId, (tx) => this.book(tx, actor, { ...transfer, reference }));
      if (booked instanceof Problem) throw booked;
      return booked;
    } catch (error) {
      if (violatedConstraint(error) === 'refund_payout_reference_key') throw new Problem('refund.reference-used-elsewhere', { reference });
      throw error;
    }
  }

  private async book(tx: TenantTransaction, actor: Principal, transfer: RefundTransfer): Promise<BookedRefund | Problem> {
    const { reference } = transfer;
    const lease = await this.desk.take(tx, transfer.leaseId);
    const at = this.desk.presentOf(lease);
    const { book } = bringUp(lease, at, null);
    const amountMinor = readAmount(book, transfer.amount);
    const known = await findRefund(tx.ledger, tx.tenantId, reference);
    if (known) return sameAs(known, transfer, amountMinor);
    const valueOn = readValueDate(book, transfer.valueOn, civilDateAt(at, book.contract.zone));
    const done = await this.desk.perform(tx, lease, { do: 'pay-refund', amountMinor, valueOn }, { actor: nameOf(actor), refundReference: reference });
    if (done.refusal) return new Problem('refund.exceeds', { most: amountOf(book, refundableMinor(book)) });
    const facts = { amount: transfer.amount, currency: book.contract.currency, valueOn, reference };
    await this.audit.record(tx, actor, { action: 'refund.paid', subjectKind: 'lease', subjectId: lease.leaseId, facts });
    return (await findRefund(tx.ledger, tx.tenantId, reference))!;
  }
}

function amountOf({ contract }: Pick<LeaseBook, 'contract'>, minor: bigint): string {
  return formatMoney(money(contract.currency, minor));
}

function readAmount(book: LoadedLease['book'], text: string): bigint {
  const { currency } = book.contract;
  const amount = parseMoney(text, currency);
  if (amount !== null && amount.minor > 0n) return amount.minor;
  throw new Problem('payment.bad-amount', { decimals: currencyDecimals(currency), most: amountOf(book, refundableMinor(book)) });
}

function readValueDate(book: LeaseBook, given: CivilDate | null, latest: CivilDate): CivilDate {
  const valueOn = given ?? latest;
  const yearAgo = addDays(latest, -OLDEST_VALUE_DAYS);
  const settledOn = book.settledAt === null ? latest : civilDateAt(book.settledAt, book.contract.zone);
  const earliest = settledOn > yearAgo ? settledOn : yearAgo;
  if (valueOn < earliest || valueOn > latest) throw new Problem('payment.bad-value-date', { earliest, latest });
  return valueOn;
}

/** The same transfer keyed in again is the same refund; the same reference on another one is a mistake that a person has to look at. */
function sameAs(known: BookedRefund, transfer: RefundTransfer, amountMinor: bigint): BookedRefund {
  const { reference } = transfer;
  if (known.leaseId !== transfer.leaseId) throw new Problem('refund.reference-used-elsewhere', { reference });
  const same = known.amountMinor === amountMinor && (transfer.valueOn === null || transfer.valueOn === known.valueOn);
  if (!same) throw new Problem('refund.reference-differs', { reference });
  return known;
}
