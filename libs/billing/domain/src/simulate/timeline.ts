import { formatInstant, formatMoney, type Instant, money } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import type { StoryMoment } from './run-story';

/** One entry of a story's timeline: when, what, and what a reader needs to tell it from another. */
export type TimelineEntry = { readonly at: string; readonly what: string } & Readonly<Record<string, string | number | readonly number[]>>;

type Moment<Type extends StoryMoment['type']> = Extract<StoryMoment, { type: Type }>;
type Detail = Readonly<Record<string, string | number | readonly number[]>>;
type Entry = { readonly what: string } & Detail;
type AmountWriter = (minor: bigint) => string;

/** How each kind of moment is told; null: it is part of another one's telling (an allocation of its payment, a posting of its invoice). */
const TOLD: { readonly [Type in StoryMoment['type']]: (moment: Moment<Type>, amount: AmountWriter) => Entry | null } = {
  'lease-opened': () => null,
  'order-placed': ({ order }) => ({ what: 'ordered', seats: order.seats }),
  'order-filled': () => null,
  'order-lapsed': ({ seats }) => ({ what: 'order-lapsed', seats }),
  'order-cancelled': () => null,
  'invoice-issued': ({ invoice }) => ({ what: 'invoice-issued', invoice: invoice.number }),
  'payment-booked': ({ payment }, amount) => ({ what: 'payment', amount: amount(payment.amountMinor) }),
  'payment-waived': () => null,
  refunded: () => null,
  'refund-returned': () => null,
  'payment-disputed': () => null,
  'dispute-closed': () => null,
  'arrears-resumed': () => null,
  allocated: () => null,
  'credit-note-issued': ({ creditNote }) => ({ what: 'credit-note', creditNote: creditNote.number, invoice: creditNote.invoice }),
  'seats-activated': ({ seatNumbers }) => ({ what: 'seats-activated', seats: seatNumbers.length }),
  'seats-removed': () => null,
  'seats-handed-over': () => null,
  'seats-released': ({ seatNumbers }) => ({ what: 'seats-released', seats: seatNumbers.length }),
  'end-agreed': () => null,
  'lease-ended': () => null,
  'lease-renewed': () => null,
  'terms-changed': () => null,
  'notice-due': ({ kind, invoice }) => ({ what: 'notice', kind, ...(invoice === null ? {} : { invoice }) }),
  suspended: ({ because }) => ({ what: 'suspended', because }),
  restored: () => ({ what: 'restored' }),
  'arrears-held': () => null,
  'usage-closed': () => null,
  'usage-corrected': () => null,
  'service-interrupted': () => null,
  'interruption-withdrawn': () => null,
  'service-credited': () => null,
  'included-minutes-used': () => null,
  'deposit-released': ({ minor }, amount) => ({ what: 'deposit-released', amount: amount(minor) }),
  'deposit-settled': ({ setOffMinor, refundMinor }, amount) => ({ what: 'deposit-settled', setOff: amount(setOffMinor), refund: amount(refundMinor) }),
  'invoice-written-off': ({ writeOff }, amount) => ({ what: 'written-off', invoice: writeOff.invoice, amount: amount(writeOff.minor) }),
  'write-off-undone': ({ writeOff }, amount) => ({ what: 'write-off-undone', invoice: writeOff.invoice, amount: amount(-writeOff.minor) }),
  'write-off-lowered': () => null,
  'write-off-recovered': () => null,
  'late-fees-agreed': () => null,
  'late-fee-waived': () => null,
  'refund-paid': () => null,
  'ledger-posted': () => null,
  quarantined: ({ call }) => ({ what: 'quarantined', call }),
  refused: ({ code }) => ({ what: 'refused', code }),
};

/** The timeline of a story: what a person would tell of it, in the order in which it happened, instants with the zone's own offset. */
export function timelineOf(contract: Contract, moments: readonly StoryMoment[]): TimelineEntry[] {
  const amount: AmountWriter = (minor) => formatMoney(money(contract.currency, minor));
  const instants = new Map<Instant, string>();
  const write = (at: Instant): string => {
    const known = instants.get(at) ?? formatInstant(at, contract.zone);
    instants.set(at, known);
    return known;
  };
  return moments.flatMap((moment): TimelineEntry[] => {
    const telling = TOLD[moment.type] as (moment: StoryMoment, amount: AmountWriter) => Entry | null;
    const entry = telling(moment, amount);
    return entry ? [{ at: write(moment.at), ...entry }] : [];
  });
}
