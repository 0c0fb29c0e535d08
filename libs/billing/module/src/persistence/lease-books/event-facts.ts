import type { LeaseBook, LeaseEvent, ServiceInterruption } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';

/** Events that have rows of their own in other tables and no place in what a person tells of a lease. */
const KEPT_ELSEWHERE: ReadonlySet<LeaseEvent['type']> = new Set<LeaseEvent['type']>(['ledger-posted', 'allocated']);

type Facts = Readonly<Record<string, unknown>>;

/** An event as its row holds it; null for one that has no row. Documents are named by their number, money is decimal text. */
export function factsOf(event: LeaseEvent): Facts | null {
  if (KEPT_ELSEWHERE.has(event.type)) return null;
  switch (event.type) {
    case 'lease-opened':
      return { seats: event.seats };
    case 'invoice-issued':
      return { invoice: event.invoice.number };
    case 'payment-booked':
      return { payment: event.payment.number };
    case 'refund-paid':
      return { refund: event.refund.number };
    case 'credit-note-issued':
      return { creditNote: event.creditNote.number };
    case 'service-interrupted':
      return { kind: event.interruption.kind, ref: event.interruption.ref };
    case 'interruption-withdrawn':
      return { kind: event.interruption.kind, ref: event.interruption.ref, reason: event.reason };
    case 'service-credited':
      return { serviceCredit: event.credit.number };
    case 'included-minutes-used': {
      const { fromOn, toOn, seconds, usedSeconds, coveredMicros, calls } = event;
      return { fromOn, toOn, seconds, usedSeconds, coveredMicros, calls }; // each call has a row of its own
    }
    default:
      return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'type' && name !== 'at'));
  }
}

/** A stored event as the engine told it, its documents taken from the book as they are by now. */
export function eventOf(type: string, stored: Facts, at: Instant, book: LeaseBook): LeaseEvent {
  const facts = { ...stored };
  if (type === 'lease-opened') facts['contract'] = book.contract;
  if (type === 'invoice-issued') facts['invoice'] = book.invoices[Number(stored['invoice']) - 1];
  if (type === 'payment-booked') facts['payment'] = book.payments[Number(stored['payment']) - 1];
  if (type === 'included-minutes-used') facts['covered'] = [];
  if (type === 'refund-paid') facts['refund'] = book.refunds[Number(stored['refund']) - 1];
  if (type === 'credit-note-issued') facts['creditNote'] = book.creditNotes[Number(stored['creditNote']) - 1];
  if (type === 'service-interrupted' || type === 'interruption-withdrawn') facts['interruption'] = asLearnt(book, stored);
  if (type === 'service-credited') facts['credit'] = book.serviceCredits[Number(stored['serviceCredit']) - 1];
  return { ...(withAmounts(facts) as object), type, at } as LeaseEvent;
}

/** An interruption before anybody withdrew it. */
function asLearnt({ interruptions }: LeaseBook, stored: Facts): Omit<ServiceInterruption, 'withdrawn'> | undefined {
  const found = interruptions.find(({ kind, ref }) => kind === stored['kind'] && ref === stored['ref']);
  if (found === undefined) return undefined;
  const { kind, ref, startAt, endAt, reason, excess } = found;
  return { kind, ref, startAt, endAt, reason, excess };
}

/** JSON text of facts: money and rates, the only bigint in them, as decimal text. */
export function factsToJson(facts: Facts): string {
  return JSON.stringify(facts, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** Every field named `…Minor` or `minor` is money again, `…Micros` or `micros` a cost, a rate or a percentage. */
function withAmounts(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && /^(minor|micros)$|(Minor|Micros)$/.test(key)) return BigInt(value);
  if (Array.isArray(value)) return value.map((item) => withAmounts(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withAmounts(inner, name)]));
}
