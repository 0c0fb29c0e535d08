import type { Stripe } from 'stripe';
import type { Charge } from '../../ports/payment-gateway';
import { AT_SCREEN, CHARGE_ID, TENANT_ID } from './stripe-readings';

/** Stripe's own test card; it exists beneath test keys only. */
const TEST_CARD = 'pm_card_visa';

/**
 * A charge as a payment intent. The same charge gives the same parameters whenever it is asked, since Stripe refuses a key that comes with others. A card
 * is entered in Stripe's form, so its intent waits for it; Alipay and WeChat Pay need no entry and are begun at once.
 */
export function chargeParams(charge: Charge, portal: string): Stripe.PaymentIntentCreateParams {
  const { instrument } = charge;
  const metadata = { [CHARGE_ID]: charge.id, [TENANT_ID]: charge.tenantId };
  const base = { amount: Number(charge.amountMinor), currency: charge.currency.toLowerCase(), description: charge.description };
  if (instrument.kind === 'saved') {
    return {
      ...base, metadata, allowed_payment_method_types: ['card'], customer: instrument.customer, payment_method: instrument.method, confirm: true, off_session: true,
    };
  }
  if (instrument.kind === 'test-card') return { ...base, metadata, allowed_payment_method_types: ['card'], payment_method: TEST_CARD, confirm: true };
  const atScreen = { ...base, metadata: { ...metadata, [AT_SCREEN]: instrument.method }, customer: instrument.customer };
  switch (instrument.method) {
    case 'card':
      return { ...atScreen, allowed_payment_method_types: ['card'] };
    case 'alipay':
      return { ...atScreen, allowed_payment_method_types: ['alipay'], payment_method_data: { type: 'alipay' }, confirm: true, return_url: `${portal}${instrument.returnPath}` };
    case 'wechat-pay':
      return {
        ...atScreen, allowed_payment_method_types: ['wechat_pay'], payment_method_data: { type: 'wechat_pay' }, confirm: true,
        payment_method_options: { wechat_pay: { client: 'web' } },
      };
  }
}
