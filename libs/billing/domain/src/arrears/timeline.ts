import { addDays, type CivilDate, civilDateAt, type Instant, startOfDay } from '@seatline/kernel';
import { type NoticeKind, openMinor } from '../invoice/invoice';
import { advance } from '../lease/advance';
import type { LeaseBook } from '../lease/book';
import { openInvoices } from '../lease/derived';
import type { LeaseEvent } from '../lease/events';
import { explain } from '../lease/explain';
import { suspensionOn } from './clock';

export type TimelineKind =
  | 'invoice-issued' | 'due' | 'notice' | 'payment' | 'credit' | 'hold' | 'hold-ends' | 'last-day' | 'suspended' | 'restored' | 'renewal' | 'ended'
  | 'collection' | 'collected';

/** One thing on a lease's line of time: it happened, or it comes if nobody does anything. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly on: CivilDate;
  readonly tense: 'past' | 'future';
  readonly kind: TimelineKind;
  readonly notice: NoticeKind | null;
  /** The invoice that it is about, by the lease's own count. */
  readonly invoice: number | null;
  /** What was invoiced, paid or credited; of what comes, what must be paid before it so that it does not. */
  readonly minor: bigint | null;
  /** The last day of a hold, and why it was granted. */
  readonly untilOn: CivilDate | null;
  readonly reason: string | null;
}

const NOTHING = { notice: null, invoice: null, minor: null, untilOn: null, reason: null } as const;

/**
 * The whole line, in order: what happened as it was told, due dates and ends of holds on their days, then what comes by itself up to a horizon if
 * nobody pays. What a coming suspension costs to avoid is asked of the engine at its own instant, so the amount is that of `explain`. Source: domain.md 3.
 * @param told everything that happened to the lease up to where its book stands, which may be a little before `now`.
 */
export function arrearsTimeline(book: LeaseBook, told: readonly LeaseEvent[], now: Instant, until: Instant): TimelineEntry[] {
  const { zone } = book.contract;
  const ahead = advance(book, until);
  const coming = ahead.events
    .flatMap((event) => entryOf(event, zone, event.at <= now ? 'past' : 'future'))
    .map((entry) => (entry.kind === 'suspended' ? { ...entry, minor: explain(book, entry.at).restoringMinor } : entry));
  const entries = [...told.flatMap((event) => entryOf(event, zone, 'past')), ...coming, ...datesOf(ahead.book, book, now, until)];
  return inOrder(entries);
}

/** In order of time; of one instant, in the order of what follows from what. */
export function inOrder(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return [...entries].sort((a, b) => a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Of one instant: what ends a day's chance comes after what gave it. */
const ORDER: readonly TimelineKind[] = [
  'invoice-issued', 'due', 'payment', 'collected', 'collection', 'credit', 'hold', 'last-day', 'hold-ends', 'notice', 'renewal', 'suspended', 'restored', 'ended',
];

function entryOf(event: LeaseEvent, zone: LeaseBook['contract']['zone'], tense: TimelineEntry['tense']): TimelineEntry[] {
  const entry = (kind: TimelineKind, more: Partial<TimelineEntry> = {}): TimelineEntry[] => [
    { at: event.at, on: civilDateAt(event.at, zone), tense, kind, ...NOTHING, ...more },
  ];
  switch (event.type) {
    case 'invoice-issued':
      return entry('invoice-issued', { invoice: event.invoice.number, minor: event.invoice.totalMinor });
    case 'notice-due':
      return event.kind === 'renewal' ? entry('renewal') : entry('notice', { notice: event.kind, invoice: event.invoice });
    case 'payment-booked':
      return entry('payment', { minor: event.payment.amountMinor });
    case 'credit-note-issued':
      return entry('credit', { invoice: event.creditNote.invoice, minor: event.creditNote.totalMinor });
    case 'arrears-held':
      return entry('hold', { untilOn: event.hold.untilOn, reason: event.hold.reason });
    case 'suspended':
      return entry('suspended');
    case 'restored':
      return entry('restored');
    case 'lease-ended':
      return entry('ended');
    default:
      return [];
  }
}

/** Days that nobody has to do anything on: due dates, last days to pay of what is open, and the ends of holds. */
function datesOf(then: LeaseBook, book: LeaseBook, now: Instant, until: Instant): TimelineEntry[] {
  const { contract } = then;
  const day = (on: CivilDate, kind: TimelineKind, more: Partial<TimelineEntry> = {}): TimelineEntry => {
    const at = startOfDay(on, contract.zone);
    return { at, on, tense: at <= now ? 'past' : 'future', kind, ...NOTHING, ...more };
  };
  const open = new Set(openInvoices(book.invoices).map((invoice) => invoice.number));
  const dates = [
    ...then.invoices.map((invoice) => day(invoice.dueOn, 'due', { invoice: invoice.number, minor: openMinor(invoice) })),
    ...then.invoices
      .filter((invoice) => open.has(invoice.number))
      .map((invoice) => day(addDays(suspensionOn(contract, invoice), -1), 'last-day', { invoice: invoice.number, minor: openMinor(invoice) })),
    ...book.holds.map((hold) => day(addDays(hold.untilOn, 1), 'hold-ends', { untilOn: hold.untilOn })),
  ];
  return dates.filter((entry) => entry.at <= until);
}
