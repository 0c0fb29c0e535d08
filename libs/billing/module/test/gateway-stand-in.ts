import type { ChargeOutcome, GatewayActivity, PaymentGateway } from '../src/ports/payment-gateway';

/** A gateway of a test's own: it does what the test says, and nothing else. */
export abstract class GatewayStandIn implements PaymentGateway {
  readonly name: string = 'scripted';
  readonly hasTestCard = true;
  readonly publishableKey = null;

  abstract charge(...args: Parameters<PaymentGateway['charge']>): Promise<ChargeOutcome>;

  findPayment: PaymentGateway['findPayment'] = () => Promise.resolve(null);
  findCharge: PaymentGateway['findCharge'] = () => Promise.resolve(null);
  cancelPayment: PaymentGateway['cancelPayment'] = () => unscripted();
  refund: PaymentGateway['refund'] = () => unscripted();
  findRefund: PaymentGateway['findRefund'] = () => unscripted();
  findDispute: PaymentGateway['findDispute'] = () => unscripted();
  registerCustomer: PaymentGateway['registerCustomer'] = () => unscripted();
  beginSaving: PaymentGateway['beginSaving'] = () => unscripted();
  findSaving: PaymentGateway['findSaving'] = () => unscripted();
  forgetInstrument: PaymentGateway['forgetInstrument'] = () => unscripted();
  readNotification: PaymentGateway['readNotification'] = () => null;

  activitySince(): GatewayActivity {
    return { payments: nothing(), refunds: nothing(), disputes: nothing() };
  }
}

function unscripted(): Promise<never> {
  return Promise.reject(new Error('the test has not said what this gateway does'));
}

async function* nothing(): AsyncIterable<never> {}
