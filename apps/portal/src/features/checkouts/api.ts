import * as api from '../../generated';
import type { PaymentMethodKind } from '../../generated';

export type { CheckoutView, PaymentMethodKind } from '../../generated';

export const CHECKOUT_KEY = ['checkouts'] as const;

export const PAYMENT_METHODS: readonly PaymentMethodKind[] = ['alipay', 'wechat-pay', 'card'];

export const beginInvoiceCheckout = ({ id, method }: { id: string; method: PaymentMethodKind }) => api.beginInvoiceCheckout({ path: { id }, body: { method } });
export const readCheckout = (id: string) => api.readCheckout({ path: { id } });
export const cancelCheckout = (id: string) => api.cancelCheckout({ path: { id } });
