import { Inject, Injectable } from '@nestjs/common';
import { type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { type GatewayHint, type GatewayPayment, PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { RecordCharge } from './record-charge';

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
    private readonly recordCharge: RecordCharge,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  async follow({ kind, reference }: GatewayHint['about'], beside: Beside): Promise<Followed> {
    if (!this.gateway || kind !== 'payment') return 'not-ours';
    const payment = await this.gateway.findPayment(reference);
    return payment ? this.payment(payment, beside) : 'not-ours';
  }

  /**
   * @throws Error when its intent is not there: the gateway was quicker than our own commit, and whoever brought the news comes again.
   */
  async payment({ chargeId, tenantId, state, amountMinor }: GatewayPayment, beside: Beside): Promise<Followed> {
    if (chargeId === null || tenantId === null) return 'not-ours';
    return this.tenants.run(tenantId, async (tx) => {
      const known = await tx.entities.findOneBy(PaymentAttempt, { tenantId, id: chargeId });
      if (!known) throw new Error('the gateway tells of an intent that is not committed yet');
      await this.recordCharge.run(tx, chargeId, state, amountMinor);
      await beside(tx);
      return 'followed' as const;
    });
  }
}
