import { Injectable } from '@nestjs/common';
import type { Charge, ChargeOutcome, PaymentGateway } from '../../ports/payment-gateway';

/**
 * The demo's gateway: takes every charge at once and no money. Like a real one it answers the same charge the same way, so its reference follows
 * from the id.
 */
@Injectable()
export class FakePaymentGateway implements PaymentGateway {
  readonly name = 'fake';

  charge(charge: Charge): Promise<ChargeOutcome> {
    return Promise.resolve({ outcome: 'succeeded', reference: `fake-${charge.id}` });
  }
}
