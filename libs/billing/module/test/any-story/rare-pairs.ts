import type { Deed, Story, Terms } from './deeds';
import { LIST_ONLY } from './story-pricing';

const TERMS: Terms = { price: 200_000, depositMonths: 1, anchor: 'start-day', dayCount: 'actual', accrues: true, taxPercent: '6', startOn: '2026-02-01', months: 6, pricing: LIST_ONLY, service: 'by-time' };

const at = (days: number, deed: Deed): Story['deeds'][number] => ({ days, deed });
const payAll: Deed = { do: 'pay', percent: 100, forOrder: false, daysBack: 0 };

interface Told {
  readonly story: Story;
  /** What is asked; refused where it ends in an exclamation mark. */
  readonly asked: readonly string[];
}

/** What chance hardly brings together. Opened on 28 January; days are counted from the deed before. */
export const RARE_PAIRS: Readonly<Record<string, Told>> = {
  'a disputed invoice is given up, the dispute is won, and giving up is undone: the money has waited for it': {
    story: {
      terms: TERMS, seats: 1,
      deeds: [
        at(4, { do: 'pay-online', invoice: 0 }), at(3, { do: 'dispute', payment: 0, percent: 100 }), at(2, { do: 'write-off', invoice: 0 }), at(5, { do: 'decide', dispute: 0, as: 'won' }),
        at(1, { do: 'undo-write-off', invoice: 0 }), at(2, payAll),
      ],
    },
    asked: ['pay-online', 'dispute', 'write-off', 'decide', 'undo-write-off', 'pay'],
  },
  'a refund is asked during a dispute, and after it is lost': {
    story: {
      terms: TERMS, seats: 2,
      deeds: [
        at(4, { do: 'pay-online', invoice: 0 }), at(0, { do: 'pay', percent: 100, forOrder: false, daysBack: 0 }), at(3, { do: 'dispute', payment: 0, percent: 30 }), at(1, { do: 'refund', payment: 0, percent: 5 }),
        at(4, { do: 'decide', dispute: 0, as: 'lost' }), at(1, { do: 'refund', payment: 0, percent: 100 }), at(30, payAll), at(0, { do: 'refund', payment: 0, percent: 5 }),
      ],
    },
    asked: ['pay-online', 'pay', 'dispute', 'refund!', 'decide', 'refund!', 'pay', 'refund!'],
  },
  'a seat is handed on while a promise holds off the arrears, and the promise is broken': {
    story: {
      terms: TERMS, seats: 3,
      deeds: [
        at(4, payAll), at(41, { do: 'hold', days: 30 }), at(1, { do: 'hand-over', seats: 1 }), at(1, { do: 'order', seats: 1 }), at(20, { do: 'nothing' }), at(14, { do: 'hand-over', seats: 2 }),
        at(20, { do: 'change-terms', price: 150_001, keepsPricing: true }), at(0, payAll),
      ],
    },
    asked: ['pay', 'hold', 'hand-over', 'order!', 'hand-over', 'change-terms', 'pay'],
  },
  'seats go while the lease is suspended and rent stands still, and what was given up is credited first': {
    story: {
      terms: { ...TERMS, accrues: false, dayCount: 'fixed30' }, seats: 3,
      deeds: [
        at(4, payAll), at(50, { do: 'remove', seats: 1, when: 'now' }), at(2, { do: 'write-off', invoice: 0 }), at(1, { do: 'remove', seats: 1, when: 'period-end' }), at(1, { do: 'end', days: 30 }),
        at(3, { do: 'undo-write-off', invoice: 0 }), at(2, payAll), at(60, { do: 'pay-refund', percent: 100 }),
      ],
    },
    asked: ['pay', 'remove', 'write-off', 'remove', 'end', 'undo-write-off', 'pay', 'pay-refund'],
  },
  'a bank takes back what a credit note has let go on to another invoice': {
    story: {
      terms: TERMS, seats: 2,
      deeds: [
        at(4, { do: 'pay-online', invoice: 0 }), at(5, { do: 'remove', seats: 1, when: 'now' }), at(20, { do: 'nothing' }), at(3, { do: 'dispute', payment: 0, percent: 100 }), at(2, { do: 'resume', dispute: 0 }),
        at(14, { do: 'decide', dispute: 0, as: 'won' }), at(3, { do: 'dispute', payment: 0, percent: 100 }), at(1, { do: 'decide', dispute: 0, as: 'lost' }), at(9, payAll),
      ],
    },
    asked: ['pay-online', 'remove', 'dispute', 'resume', 'decide', 'dispute', 'decide', 'pay'],
  },
  'a renewal after new terms, with a wallet whose calls are rated again': {
    story: {
      terms: { ...TERMS, months: 3, anchor: 'calendar', startOn: '2026-02-10' }, seats: 2,
      deeds: [
        at(20, payAll), at(1, { do: 'call', minutes: 100, daysBack: 1 }), at(1, { do: 'prepay' }), at(1, { do: 'top-up', fen: 2_000 }), at(1, { do: 'call', minutes: 90, daysBack: 0 }), at(20, { do: 're-rate', fen: 31 }),
        at(1, payAll), at(4, { do: 'change-terms', price: 250_000, keepsPricing: true }), at(2, { do: 'renew', months: 3 }), at(20, { do: 're-rate', fen: 5 }), at(3, payAll), at(30, { do: 'change-terms', price: 199_999, keepsPricing: true }), at(0, payAll),
      ],
    },
    asked: ['pay', 'call', 'prepay', 'top-up', 'call', 're-rate', 'pay', 'change-terms', 'renew', 're-rate', 'pay', 'change-terms', 'pay'],
  },
  'seats in tiers with a discount and free talk are late, pay late fees, and a transfer was at the bank before': {
    story: {
      terms: { ...TERMS, price: 100_001, pricing: { tiers: 'volume', discountPercent: 7, freeSeats: 1, fees: true, minutes: 45 } }, seats: 3,
      deeds: [
        at(2, { do: 'agree-late-fees', daily: 3_000, fromDay: 4, cap: 9_000 }), at(3, { do: 'call', minutes: 200, daysBack: 0 }), at(20, { do: 'pay', percent: 35, forOrder: false, daysBack: 2 }),
        at(1, { do: 'order', seats: 2 }), at(10, payAll), at(1, { do: 'order', seats: 2 }), at(0, { do: 'pay', percent: 100, forOrder: true, daysBack: 0 }), at(25, { do: 're-rate', fen: 31 }),
        at(9, { do: 'waive-late-fee', fee: 1 }), at(14, { do: 'pay', percent: 100, forOrder: false, daysBack: 2 }),
      ],
    },
    asked: ['agree-late-fees', 'call', 'pay', 'order!', 'pay', 'order', 'pay', 're-rate', 'waive-late-fee', 'pay'],
  },
  'seats could not be used: by a window beyond its allowance, by an outage, and while the lease stood still': {
    story: {
      terms: TERMS, seats: 2,
      deeds: [
        at(4, payAll), at(9, { do: 'maintenance', daysBack: 1, hours: [2, 7], excess: 3 }), at(1, { do: 'outage', daysBack: 1, days: 3, hours: [0, 12] }), at(10, { do: 'remove', seats: 1, when: 'now' }),
        at(30, { do: 'outage', daysBack: 1, days: 5, hours: [13, 24] }), at(1, payAll), at(20, { do: 'end', days: 0 }), at(9, { do: 'outage', daysBack: 40, days: 2, hours: [5, 6] }), at(1, payAll),
      ],
    },
    asked: ['pay', 'maintenance', 'outage', 'remove', 'outage', 'pay', 'end', 'outage', 'pay'],
  },
  'a card fills the wallet and pays what is due, a bank takes a top-up back, and what is owed is settled before calls are invoiced': {
    story: {
      terms: TERMS, seats: 1,
      deeds: [
        at(1, { do: 'collect', card: 'pays', days: [0, 3] }), at(6, { do: 'prepay' }), at(0, { do: 'top-up-online', fen: 5_000 }), at(2, { do: 'call', minutes: 300, daysBack: 0 }),
        at(1, { do: 'take-back', topUp: 0, percent: 100 }), at(1, { do: 'postpay' }), at(0, { do: 'top-up', fen: 3_816 }), at(0, { do: 'postpay' }), at(3, { do: 'call', minutes: 9, daysBack: 0 }),
        at(1, { do: 'decide-top-up', taken: 0, as: 'won' }), at(20, { do: 'stop-collecting' }), at(1, { do: 'top-up', fen: 1 }),
      ],
    },
    asked: ['collect', 'prepay', 'top-up-online', 'call', 'take-back', 'postpay!', 'top-up', 'postpay', 'call', 'decide-top-up', 'stop-collecting', 'top-up!'],
  },
};
