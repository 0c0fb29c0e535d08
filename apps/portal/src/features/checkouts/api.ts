import * as api from '../../generated';
import type { PaymentMethodKind } from '../../generated';

export type { CheckoutView, PaymentMethodKind } from '../../generated';

export const CHECKOUT_KEY = ['checkouts'] as const;

export const PAYMENT_METHODS: readonly PaymentMethodKind[] = ['alipay', 'wechat-pay', 'card'];

/** What is paid: something with an open amount, by its own name. */
export interface CheckoutTarget {
  readonly purpose: 'invoice' | 'order';
  readonly id: string;
}

const BEGIN = { invoice: api.beginInvoiceCheckout, order: api.beginOrderCheckout } as const;

export const beginCheckout = ({ target, method }: { target: CheckoutTarget; method: PaymentMethodKind }) => BEGIN[target.purpose]({ path: { id: target.id }, body: { method } });
export const readCheckout = (id: string) => api.readCheckout({ path: { id } });
export const cancelCheckout = (id: string) => api.cancelCheckout({ path: { id } });
