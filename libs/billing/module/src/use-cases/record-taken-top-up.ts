import { Inject, Injectable } from '@nestjs/common';
import { settle } from '@seatline/billing-domain';
import { civilDateAt, type Clock, type Instant } from '@seatline/kernel';
import { Audit, CLOCK, LiveBus, notFound, SYSTEM_ACTOR, type TenantTransaction } from '@seatline/server';
import { findReversal, leftOfTopUp, newReversal, type Reversal, saveReversal } from '../persistence/credit/reversal-rows';
import { lockSpending } from '../persistence/credit/spending-rows';
import { findTransfer, postWallet } from '../persistence/credit/top-up-rows';
import { type CreditLease, findCreditLease, lockWallet, saveWallet } from '../persistence/credit/wallet-rows';
import { amountText } from '../written/amounts';
import { microsPerMinor } from '../written/micros';
import { isNews, type TakenBack } from './record-dispute';
import { SpendingWarnings } from './spending-warnings';

/**
 * Writes down that a bank or the gateway takes a wallet's top-up back, under the tenant's lock and only ever forwards. The wallet loses it: what is free first, and what calls have
 * spent of it already is owed, as any other debt of a wallet. Never more than the top-up still has. Won, it is the wallet's again and pays what is owed first; lost, it
 * is gone, unless it was a refund that could not be paid out after all. A bank that only inquires has taken nothing.
 */
@Injectable()
export class RecordTakenTopUp {
  constructor(
    private readonly warnings: SpendingWarnings,
    private readonly audit: Audit,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Error when its top-up is not there: the gateway was quicker than our own commit, and whoever brought the news comes again. */
  async run(tx: TenantTransaction, gateway: string, told: TakenBack): Promise<void> {
    await lockSpending(tx.ledger, tx.tenantId);
    const topUp = await findTransfer(tx.ledger, tx.tenantId, told.paymentReference ?? '');
    if (topUp?.source !== 'gateway') throw new Error('the gateway takes back a top-up that is not booked yet');
    const known = await findReversal(tx, gateway, told.reference);
    if (known && !isNews(told, known.state)) return;
    const lease = await findCreditLease(tx.ledger, tx.tenantId, topUp.leaseId);
    if (!lease) throw notFound('lease');
    const at = this.clock.now();
    const { leaseId, id: topUpId, currency } = topUp;
    const before = known ?? newReversal({ leaseId, topUpId, gateway, gatewayReference: told.reference, askedMinor: told.amountMinor, currency, reason: told.reason, isRefund: told.isRefund });
    const asked: Reversal = { ...before, answerBy: told.answerBy };
    const taken = before.state === 'asked' && told.state !== 'asked' ? await this.take(tx, lease, asked, at) : asked;
    if (told.state === 'won') await this.giveBack(tx, lease, taken, at);
    await saveReversal(tx, { ...taken, state: told.state, returnedAt: told.state === 'won' ? at : null }, at);
    if (told.state === 'won' || told.state === 'lost') await this.tell(tx, `wallet.dispute-${told.state}`, taken);
  }

  private async take(tx: TenantTransaction, lease: CreditLease, asked: Reversal, at: Instant): Promise<Reversal> {
    const left = await leftOfTopUp(tx, asked.topUpId);
    const takenMinor = asked.askedMinor < left ? asked.askedMinor : left;
    const taken: Reversal = { ...asked, takenMinor, takenMicros: takenMinor * microsPerMinor(lease.currency), takenAt: at };
    await this.move(tx, lease, taken.takenMicros, at);
    await this.post(tx, lease, { reversal: taken, kind: 'wallet-reversal', minor: takenMinor, at });
    await this.tell(tx, 'wallet.top-up-disputed', taken);
    return taken;
  }

  private async giveBack(tx: TenantTransaction, lease: CreditLease, reversal: Reversal, at: Instant): Promise<void> {
    await this.move(tx, lease, -reversal.takenMicros, at);
    await this.post(tx, lease, { reversal, kind: 'wallet-reversal-won', minor: -reversal.takenMinor, at });
  }

  /** Out of what is free, and the rest is owed; or, below nothing, back. */
  private async move(tx: TenantTransaction, lease: CreditLease, micros: bigint, at: Instant): Promise<void> {
    const wallet = await lockWallet(tx.ledger, tx.tenantId, lease.id);
    if (!wallet) throw notFound('wallet');
    const after = settle(wallet, 0n, micros);
    await saveWallet(tx.ledger, tx.tenantId, lease.id, after);
    await this.warnings.afterCharge(tx, wallet, after, lease.currency, at);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'billing', id: lease.id });
  }

  private async post(tx: TenantTransaction, lease: CreditLease, of: { reversal: Reversal; kind: 'wallet-reversal' | 'wallet-reversal-won'; minor: bigint; at: Instant }): Promise<void> {
    if (of.minor === 0n) return;
    const amounts = { 'call-credit': of.minor, clearing: -of.minor };
    await postWallet(tx.ledger, tx.tenantId, lease, { kind: of.kind, ref: of.reversal.id, effectiveOn: civilDateAt(of.at, lease.zone), amounts }, of.at);
  }

  private async tell(tx: TenantTransaction, action: string, { leaseId, takenMinor, currency, gatewayReference, reason }: Reversal): Promise<void> {
    const facts = { amount: amountText(currency, takenMinor), currency, reference: gatewayReference };
    await this.audit.record(tx, SYSTEM_ACTOR, { action, subjectKind: 'lease', subjectId: leaseId, reason, facts });
  }
}
