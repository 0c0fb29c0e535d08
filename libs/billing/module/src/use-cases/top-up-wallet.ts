import { Inject, Injectable } from '@nestjs/common';
import { topUp } from '@seatline/billing-domain';
import { addDays, type CivilDate, civilDateAt, type Clock, formatMoney, type Instant, money } from '@seatline/kernel';
import { Audit, CLOCK, LiveBus, notFound, type Principal, Problem, SYSTEM_ACTOR, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import { lockSpending } from '../persistence/credit/spending-rows';
import { findTransfer, insertTopUp, isTransferOfInvoices, postWallet, type TopUp } from '../persistence/credit/top-up-rows';
import { type CreditLease, findCreditLease, lockWallet, saveWallet } from '../persistence/credit/wallet-rows';
import { microsPerMinor } from '../written/micros';
import { readAmount } from '../written/read-amount';
import { nameOf } from './lease-desk';
import { requireOpenWallet } from './wallet-door';

/** A transfer for a wallet as the bank's statement shows it. */
export interface WalletTransfer {
  readonly leaseId: string;
  /** A decimal in the lease's currency. */
  readonly amount: string;
  readonly valueOn: CivilDate | null;
  readonly reference: string;
}

/** A statement older than a year is a slip in the date. */
const OLDEST_VALUE_DAYS = 366;

/** Puts money into a lease’s wallet: a bank transfer once for its reference. What was owed is paid first. */
@Injectable()
export class TopUpWallet {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async transfer(actor: Principal, tenantId: string, transfer: WalletTransfer): Promise<TopUp> {
    const reference = transfer.reference.trim();
    try {
      return await this.tenants.run(tenantId, (tx) => this.book(tx, actor, { ...transfer, reference }));
    } catch (error) {
      if (violatedConstraint(error) === 'wallet_top_up_reference_key') throw new Problem('payment.reference-used-elsewhere', { reference });
      throw error;
    }
  }

  /** What a gateway took for a wallet: once for its reference, in the transaction that writes the gateway's word down. It is the wallet's even if calls are invoiced by now. */
  async fromGateway(tx: TenantTransaction, paid: { readonly leaseId: string; readonly reference: string; readonly amountMinor: bigint; readonly bookedBy: string }): Promise<void> {
    const lease = await this.leaseOf(tx, paid.leaseId);
    await lockSpending(tx.ledger, tx.tenantId);
    if (await findTransfer(tx.ledger, tx.tenantId, paid.reference)) return;
    const at = this.clock.now();
    const { reference, amountMinor, bookedBy } = paid;
    const booked = await insertTopUp(tx.ledger, tx.tenantId, lease, {
      source: 'gateway', reference, amountMinor, amountMicros: amountMinor * microsPerMinor(lease.currency), currency: lease.currency, valueOn: civilDateAt(at, lease.zone), bookedBy,
    }, at);
    await this.fill(tx, lease, booked, at);
    const facts = { amount: formatMoney(money(lease.currency, amountMinor)), currency: lease.currency, reference };
    await this.audit.record(tx, SYSTEM_ACTOR, { action: 'wallet.topped-up', subjectKind: 'lease', subjectId: lease.id, facts });
  }

  private async book(tx: TenantTransaction, actor: Principal, transfer: WalletTransfer): Promise<TopUp> {
    const lease = await this.leaseOf(tx, transfer.leaseId);
    await lockSpending(tx.ledger, tx.tenantId);
    const at = this.clock.now();
    const amountMinor = readAmount(transfer.amount, lease.currency, 'payment.bad-amount', 1n);
    const valueOn = readValueDate(lease, transfer.valueOn, at);
    const { reference } = transfer;
    const known = await findTransfer(tx.ledger, tx.tenantId, reference);
    if (known) return sameAs(known, transfer, amountMinor);
    await requireOpenWallet(tx, lease, amountMinor, at);
    if (await isTransferOfInvoices(tx.ledger, tx.tenantId, reference)) throw new Problem('payment.reference-used-elsewhere', { reference });
    const booked = await insertTopUp(tx.ledger, tx.tenantId, lease, {
      source: 'bank-transfer', reference, amountMinor, amountMicros: amountMinor * microsPerMinor(lease.currency), currency: lease.currency, valueOn,
      bookedBy: nameOf(actor),
    }, at);
    await this.fill(tx, lease, booked, at);
    await this.audit.record(tx, actor, {
      action: 'wallet.topped-up', subjectKind: 'lease', subjectId: lease.id, facts: { amount: formatMoney(money(lease.currency, amountMinor)), currency: lease.currency, valueOn, reference },
    });
    return booked;
  }

  private async fill(tx: TenantTransaction, lease: CreditLease, paid: TopUp, at: Instant): Promise<void> {
    const wallet = await lockWallet(tx.ledger, tx.tenantId, lease.id);
    if (!wallet) throw notFound('wallet');
    await saveWallet(tx.ledger, tx.tenantId, lease.id, topUp(wallet, paid.amountMinor * microsPerMinor(lease.currency)));
    const amounts = { clearing: paid.amountMinor, 'call-credit': -paid.amountMinor };
    await postWallet(tx.ledger, tx.tenantId, lease, { kind: 'wallet-top-up', ref: paid.id, effectiveOn: paid.valueOn, amounts }, at);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'billing', id: lease.id });
  }

  private async leaseOf(tx: TenantTransaction, leaseId: string): Promise<CreditLease> {
    const lease = await findCreditLease(tx.ledger, tx.tenantId, leaseId);
    if (!lease) throw notFound('lease');
    return lease;
  }
}

function readValueDate(lease: CreditLease, given: CivilDate | null, at: Instant): CivilDate {
  const latest = civilDateAt(at, lease.zone);
  const earliest = addDays(latest, -OLDEST_VALUE_DAYS);
  const valueOn = given ?? latest;
  if (valueOn < earliest || valueOn > latest) throw new Problem('payment.bad-value-date', { earliest, latest });
  return valueOn;
}

/** The same transfer keyed in again is the same top-up; the same reference on another is a mistake that a person has to look at. */
function sameAs(known: TopUp, transfer: WalletTransfer, amountMinor: bigint): TopUp {
  const { reference } = transfer;
  if (known.leaseId !== transfer.leaseId) throw new Problem('payment.reference-used-elsewhere', { reference });
  if (known.amountMinor !== amountMinor || (transfer.valueOn !== null && transfer.valueOn !== known.valueOn)) throw new Problem('payment.reference-differs', { reference });
  return known;
}
