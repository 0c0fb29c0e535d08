import { addDays, dayOf, daysBetween } from '../../ui/format';
import type { ArrearsView } from './api';

export type MarkKind = 'due' | 'notice' | 'last-day' | 'suspension' | 'suspended' | 'hold' | 'termination' | 'today';

export interface TimelineEvent {
  on: string;
  kind: MarkKind;
  /** The notice's kind, where the mark is one. */
  notice?: string;
}

export interface TimelineMark {
  on: string;
  events: TimelineEvent[];
  when: 'past' | 'today' | 'future';
  grave: boolean;
}

function eventsOf(view: ArrearsView): TimelineEvent[] {
  const earliest = [...view.invoices].sort((one, other) => one.dueOn.localeCompare(other.dueOn))[0];
  if (earliest === undefined) return [];
  const events: TimelineEvent[] = [
    { on: earliest.dueOn, kind: 'due' },
    // The proposal to end the lease has a mark of its own below.
    ...view.notices.filter((notice) => notice.invoiceNumber === earliest.number && notice.kind !== 'termination-proposed').map((notice) => ({ on: notice.on, kind: 'notice' as const, notice: notice.kind })),
    { on: earliest.lastDayToPayOn, kind: 'last-day' },
    { on: addDays(earliest.lastDayToPayOn, 1), kind: view.status === 'suspended' ? 'suspended' : 'suspension' },
  ];
  if (view.hold !== null) events.push({ on: view.hold.untilOn, kind: 'hold' });
  if (view.terminationProposedOn !== null) events.push({ on: view.terminationProposedOn, kind: 'termination' });
  return events;
}

/**
 * The arrears clock as dates on a line, in order, today among them: due, notices, the last day to pay, what happens then. Several things on one
 * day share a mark. Empty when nothing is unpaid. Dates are the lease's own zone's, `now` an instant.
 */
export function arrearsTimeline(view: ArrearsView, now: Date): TimelineMark[] {
  const events = eventsOf(view);
  if (events.length === 0) return [];
  const today = dayOf(now, view.zone);
  const days = [...new Set([...events.map((event) => event.on), today])].sort();
  return days.map((on) => {
    const own = events.filter((event) => event.on === on);
    return {
      on,
      events: own,
      when: on < today ? 'past' : on === today ? 'today' : 'future',
      grave: own.some((event) => ['suspension', 'suspended', 'termination'].includes(event.kind)),
    };
  });
}

/** Whole days that are left to pay; 0 on the last day, negative when it is over. */
export function daysLeft(lastDayToPayOn: string, zone: string, now: Date): number {
  return daysBetween(dayOf(now, zone), lastDayToPayOn);
}
