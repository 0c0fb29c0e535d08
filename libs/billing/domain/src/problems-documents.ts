import type { BillingProblemText } from './problems';

export type DocumentProblemCode = 'deposit.not-received';

/** Why a document is refused. */
export const DOCUMENT_PROBLEMS: Readonly<Record<DocumentProblemCode, BillingProblemText>> = {
  'deposit.not-received': {
    status: 409,
    en: 'The deposit has not been received yet: its receipt can be had once the invoice is paid in full.',
    zh: '押金尚未收到：账单付清后方可出具收据。',
  },
};
