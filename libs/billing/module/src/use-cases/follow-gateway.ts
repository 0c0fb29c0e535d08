import { Inject, Injectable } from '@nestjs/common';
import { type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { GatewayRefundRow } from '../persistence/gateway-refund.entity';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { type GatewayDispute, type GatewayHint, type GatewayPayment, type GatewayRefund, type KnownSaving, PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { GatewayRecords } from './gateway-records';
import type { TakenBack } from './record-dispute';

/** What is to stand in the transaction of the effect: the mark that a notification has been worked off. */
export type Beside = (tx: TenantTransaction) => Promise<void>;

/** Ours, or another's who shares the account: nothing is done about the latter. */
export type Followed = 'followed' | 'not-ours';

/**
 * Brings our books to what the gateway says of a thing. It is read at the gateway whenever it is followed, and written down only forwards, so that the
 * order in which news arrives, and how often, makes no difference.
 */
@Injectable()
export class FollowGateway {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly records: GatewayRecords,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  async follow({ kind, reference }: GatewayHint['about'], beside: Beside): Promise<Followed> {
    const { gateway } = this;
    if (!gateway) return 'not-ours';
    if (kind === 'payment') return orNotOurs(await gateway.findPayment(reference), (payment) => this.payment(payment, beside));
    if (kind === 'refund') return orNotOurs(await gateway.findRefund(reference), (refund) => this.refund(refund, beside));
    if (kind === 'saving') return orNotOurs(await gateway.findSaving(reference), (saving) => this.saving(saving, beside));
    if (kind === 'dispute') return orNotOurs(await gateway.findDispute(reference), (dispute) => this.dispute(dispute, beside));
    return 'not-ours';
  }

  /**
   * @throws Error when its intent is not there: the gateway was quicker than our own commit, and whoever brought the news comes again.
   */
  async payment({ chargeId, tenantId, state, amountMinor }: GatewayPayment, beside: Beside): Promise<Followed> {
    if (chargeId === null || tenantId === null) return 'not-ours';
    return this.tenants.run(tenantId, async (tx) => {
      const known = await tx.entities.findOneBy(PaymentAttempt, { tenantId, id: chargeId });
      if (!known) throw new Error('the gateway tells of an intent that is not committed yet');
      await this.records.charges.run(tx, chargeId, state, amountMinor);
      await beside(tx);
      return 'followed' as const;
    });
  }

  /** @throws Error as for a payment */
  async refund(told: GatewayRefund, beside: Beside): Promise<Followed> {
    const { refundId, tenantId } = told;
    if (refundId === null || tenantId === null) return this.outsideRefund(told, beside);
    return this.tenants.run(tenantId, async (tx) => {
      const known = await tx.entities.findOneBy(GatewayRefundRow, { tenantId, id: refundId });
      if (!known) throw new Error('the gateway tells of a refund that is not committed yet');
      await this.records.refunds.run(tx, refundId, told);
      await beside(tx);
      return 'followed' as const;
    });
  }

  /** @throws Error as for a payment */
  async saving({ savingId, tenantId, saving }: KnownSaving, beside: Beside): Promise<Followed> {
    if (savingId === null || tenantId === null) return 'not-ours';
    return this.tenants.run(tenantId, async (tx) => {
      await this.records.savings.run(tx, savingId, saving);
      await beside(tx);
      return 'followed' as const;
    });
  }

  /**
   * A refund that somebody made at the gateway itself takes money back as a dispute does: free money first, then out of the invoices that it paid, which are open again and held until
   * the operator says that they are owed, or credits them. Of a wallet's top-up it is taken out of the wallet. What the gateway could not pay out is back, even after it said that it
   * had.
   */
  private async outsideRefund({ reference, paymentReference, amountMinor, currency, state }: GatewayRefund, beside: Beside): Promise<Followed> {
    if (reference === null) return 'not-ours';
    const as = { succeeded: 'lost', failed: 'won', pending: 'open' } as const;
    return this.takenBack({ reference, paymentReference, amountMinor, currency, state: as[state], reason: 'refunded at the gateway', answerBy: null, isRefund: true }, beside);
  }

  /** A dispute may be heard of before its payment: the payment is followed first. */
  dispute(told: GatewayDispute, beside: Beside): Promise<Followed> {
    return this.takenBack({ ...told, isRefund: false }, beside);
  }

  private async takenBack(told: TakenBack, beside: Beside): Promise<Followed> {
    const { gateway } = this;
    const payment = told.paymentReference === null ? null : await gateway?.findPayment(told.paymentReference);
    if (!gateway || !payment || payment.tenantId === null) return 'not-ours';
    if ((await this.payment(payment, nothing)) === 'not-ours') return 'not-ours';
    return this.tenants.run(payment.tenantId, async (tx) => {
      const { disputes, takenTopUps } = this.records;
      await ((await this.isForWallet(tx, payment.chargeId)) ? takenTopUps : disputes).run(tx, gateway.name, told);
      await beside(tx);
      return 'followed' as const;
    });
  }

  private isForWallet(tx: TenantTransaction, id: string | null): Promise<boolean> {
    return id === null ? Promise.resolve(false) : tx.entities.existsBy(PaymentAttempt, { tenantId: tx.tenantId, id, purpose: 'wallet' });
  }
}

const nothing = (): Promise<void> => Promise.resolve();

function orNotOurs<Thing>(found: Thing | null, follow: (thing: Thing) => Promise<Followed>): Promise<Followed> {
  return found === null ? Promise.resolve('not-ours') : follow(found);
}
