import * as api from '../../generated';

export type { PaymentView } from '../../generated';

export const PAYMENTS_KEY = ['payments'] as const;

export const listPayments = (cursor: string | null) => api.listPayments({ query: { cursor: cursor ?? undefined } });
