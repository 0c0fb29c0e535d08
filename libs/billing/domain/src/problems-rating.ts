import type { BillingProblemText } from './problems';

/** Why rating refuses what the operator asked for. */
export type RatingProblemCode = 'deck.in-past' | 'deck.activated-already' | 'deck.discarded-already';

export const RATING_PROBLEMS: Readonly<Record<RatingProblemCode, BillingProblemText>> = {
  'deck.in-past': {
    status: 422,
    en: 'A deck takes effect from now ({now}) on. To begin earlier, say that it reaches into the past.',
    zh: '费率表只能从当前时刻（{now}）起生效；如需提前，请注明追溯生效。',
  },
  'deck.activated-already': { status: 409, en: 'The deck is activated already.', zh: '该费率表已启用。' },
  'deck.discarded-already': { status: 409, en: 'The deck was discarded; upload it again.', zh: '该费率表已作废，请重新上传。' },
};
