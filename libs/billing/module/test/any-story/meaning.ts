import { addDays, type CivilDate } from '@seatline/kernel';
import type { Act } from './acts';
import type { Deed } from './deeds';
import type { NaiveLease } from './naive-lease';
import { LIST_ONLY, type StoryPricing } from './story-pricing';

type DeedOf<Name extends Deed['do']> = Extract<Deed, { do: Name }>;

type Meanings = { readonly [Name in Exclude<Deed['do'], 'nothing' | 'change-terms'>]: (lease: NaiveLease, deed: DeedOf<Name>, on: CivilDate) => Act | null };

/** What a deed comes to if somebody asks it of a lease now, and no sooner; null: nobody could mean that now. */
export function meaningOf(lease: NaiveLease, deed: Deed, pricing: StoryPricing): Act | null {
  if (deed.do === 'nothing') return null;
  if (deed.do === 'change-terms') return { on: lease.today, do: 'change-terms', price: BigInt(deed.price), pricing: deed.keepsPricing ? pricing : LIST_ONLY, from: lease.issuedTo };
  const meaning = MEANINGS[deed.do] as (of: NaiveLease, asked: Deed, on: CivilDate) => Act | null;
  return meaning(lease, deed, lease.today);
}

const MEANINGS: Meanings = {
  'order': ({ ended }, { seats }, on) => (ended ? null : { on, do: 'order', seats }),
  'hand-over': ({ ended, terms, handOvers }, { seats }, on) => {
    const from = terms.monthOf(on).to;
    return ended || handOvers.some((each) => each.on === from) ? null : { on, do: 'hand-over', seats, from };
  },
  'cancel-order': ({ orders }, _deed, on) => (orders.length === 0 ? null : { on, do: 'cancel-order' }),
  'waive': (_lease, _deed, on) => ({ on, do: 'waive' }),
  'plan-version': (_lease, _deed, on) => ({ on, do: 'plan-version' }),
  'remove': (_lease, { seats, when }, on) => ({ on, do: 'remove', seats, when }),
  'end': (_lease, { days }, on) => ({ on, do: 'end', until: addDays(on, days) }),
  'hold': (_lease, { days }, on) => ({ on, do: 'hold', until: addDays(on, days) }),
  'renew': ({ endOn }, { months }, on) => ({ on, do: 'renew', months, endOn }),
  'pay': (lease, { percent, forOrder, daysBack }, on) => {
    const { books, orders } = lease;
    const asked = forOrder ? orders.reduce((sum, { seats }) => sum + lease.costOf(seats), -books.free) : books.openInvoices().reduce((sum, invoice) => sum + books.open(invoice), 0n);
    const amount = (asked * BigInt(percent)) / 100n;
    return { on, do: 'pay', amount: amount > 0n ? amount : 10_037n, forOrder, valueOn: addDays(on, -daysBack) };
  },
  'pay-online': ({ books }, { invoice }, on) => pick(books.openInvoices(), invoice, ({ number }) => ({ on, do: 'pay-online', invoice: number })),
  'write-off': ({ books }, { invoice }, on) => pick(books.openInvoices(), invoice, ({ number }) => ({ on, do: 'write-off', invoice: number })),
  'undo-write-off': ({ books }, { invoice }, on) =>
    pick(books.invoices.filter(({ givenUp }) => givenUp > 0n), invoice, ({ number }) => ({ on, do: 'undo-write-off', invoice: number })),
  'refund': ({ books }, { payment, percent }, on) => pick(books.onlinePayments(), payment, (each) => ({ on, do: 'refund', payment: each, amount: books.partOf(each, percent) })),
  'dispute': ({ books }, { payment, percent }, on) => {
    const disputable = books.onlinePayments().filter((each) => !books.hasOpenDispute(each) && books.left(each) > 0n);
    return pick(disputable, payment, (each) => ({ on, do: 'dispute', payment: each, amount: books.partOf(each, percent) }));
  },
  'bounce': ({ books: { refunds } }, _deed, on) => (refunds.length === 0 || refunds.at(-1)!.bounced ? null : { on, do: 'bounce' }),
  'decide': ({ books: { disputes } }, { dispute, as }, on) =>
    pick(disputes.filter(({ closed }) => closed === null), dispute, (each) => ({ on, do: 'decide', dispute: disputes.indexOf(each) + 1, as })),
  'resume': ({ books: { disputes } }, { dispute }, on) =>
    pick(disputes.filter(({ resumedOn, closed }) => resumedOn === null && closed !== 'won'), dispute, (each) => ({ on, do: 'resume', dispute: disputes.indexOf(each) + 1 })),
  'agree-late-fees': (_lease, { daily, fromDay, cap }, on) => ({ on, do: 'agree-late-fees', daily, fromDay, cap }),
  'end-late-fees': (_lease, _deed, on) => ({ on, do: 'end-late-fees' }),
  'waive-late-fee': ({ books }, { fee }, on) => {
    const fees = books.invoices.flatMap(({ number, lines }) => lines.flatMap(({ kind, leftNet }, line) => (kind === 'late-fee' && leftNet > 0n ? [{ invoice: number, line }] : [])));
    return pick(fees, fee, (each) => ({ on, do: 'waive-late-fee', ...each }));
  },
  'pay-refund': ({ refundable }, { percent }, on) => (refundable === 0n ? null : { on, do: 'pay-refund', amount: (refundable * BigInt(percent)) / 100n }),
  // A record can be late: the lease is over by then, but the talk was not.
  'call': ({ endOn, terms }, { minutes, daysBack }, on) => {
    const answeredOn = addDays(on, -daysBack);
    return answeredOn >= endOn || answeredOn < terms.startOn ? null : { on, do: 'call', minutes, answeredOn };
  },
  're-rate': ({ calls }, { fen }, on) => (calls.all.length === 0 || BigInt(fen) === calls.rate ? null : { on, do: 're-rate', fen: BigInt(fen) }),
  'prepay': ({ ended, calls }, _deed, on) => (ended || calls.isPrepaid ? null : { on, do: 'prepay' }),
  'postpay': ({ calls }, _deed, on) => (calls.isPrepaid ? { on, do: 'postpay' } : null),
  'top-up': (_lease, { fen }, on) => ({ on, do: 'top-up', fen: BigInt(fen) }),
  'top-up-online': (_lease, { fen }, on) => ({ on, do: 'top-up-online', fen: BigInt(fen) }),
  'take-back': ({ calls: { topUps, taken } }, { topUp, percent }, on) => {
    const online = topUps.filter((each) => each.online && each.left > 0n && !taken.some(({ of, closed }) => of === each && closed === null));
    return pick(online, topUp, (each) => ({ on, do: 'take-back', topUp: topUps.filter((one) => one.online).indexOf(each), amount: (each.fen * BigInt(percent) + 99n) / 100n }));
  },
  'decide-top-up': ({ calls: { taken } }, { taken: place, as }, on) =>
    pick(taken.filter(({ closed }) => closed === null), place, (each) => ({ on, do: 'decide-top-up', taken: taken.indexOf(each), as })),
  'collect': (_lease, { card, days }, on) => ({ on, do: 'collect', card, days }),
  'stop-collecting': ({ collection: { days } }, _deed, on) => (days === null ? null : { on, do: 'stop-collecting' }),
  'outage': (_lease, { daysBack, days, hours }, on) => ({ on, do: 'outage', from: addDays(on, -daysBack - days + 1), days, hours }),
  'maintenance': (_lease, { daysBack, hours, excess }, on) => ({ on, do: 'maintenance', from: addDays(on, -daysBack), hours, excess }),
};

function pick<Item>(from: readonly Item[], place: number, act: (item: Item) => Act): Act | null {
  return from.length === 0 ? null : act(from[place % from.length]!);
}
