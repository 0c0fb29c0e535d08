import * as api from '../../generated';
import type { PaymentMethodKind } from '../../generated';

export type { CheckoutView, PaymentMethodKind } from '../../generated';

export const CHECKOUT_KEY = ['checkouts'] as const;

export const PAYMENT_METHODS: readonly PaymentMethodKind[] = ['alipay', 'wechat-pay', 'card'];

/** What is paid: something with an open amount, by its own name. */
export type CheckoutTarget = { readonly purpose: 'invoice' | 'order'; readonly id: string } | { readonly purpose: 'wallet'; readonly id: string; readonly amount: string };

export function beginCheckout({ target, method }: { target: CheckoutTarget; method: PaymentMethodKind }) {
  const path = { id: target.id };
  if (target.purpose === 'wallet') return api.beginTopUpCheckout({ path, body: { method, amount: target.amount } });
  return (target.purpose === 'invoice' ? api.beginInvoiceCheckout : api.beginOrderCheckout)({ path, body: { method } });
}
export const readCheckout = (id: string) => api.readCheckout({ path: { id } });
export const cancelCheckout = (id: string) => api.cancelCheckout({ path: { id } });
