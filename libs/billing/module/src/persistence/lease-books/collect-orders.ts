import { civilDateAt, type CivilDate, type Instant } from '@seatline/kernel';
import { timestamp } from '../table-writer';
import type { Gathering } from './gathering';

interface OrderState {
  readonly seats: number;
  readonly orderedOn: CivilDate;
  readonly placedAt: Instant;
  readonly state: 'standing' | 'filled' | 'lapsed' | 'cancelled';
  readonly closedAt: Instant | null;
  readonly invoice: number | null;
}

/** The orders that were placed, filled or dropped, each as it stands in the end. The opening is order 0, filled by the first invoice. */
export function collectOrders(gathering: Gathering): void {
  const { change, ids, key, sink } = gathering;
  const orders = new Map<number, OrderState>();
  for (const { number, seats, orderedOn } of change.before?.book.orders ?? []) {
    orders.set(number, { seats, orderedOn, placedAt: change.recordedAt, state: 'standing', closedAt: null, invoice: null });
  }
  const changed = new Set<number>();
  const set = (number: number, state: OrderState): void => {
    orders.set(number, state);
    changed.add(number);
  };
  for (const event of change.events) {
    if (event.type === 'lease-opened') {
      const orderedOn = civilDateAt(event.at, change.after.contract.zone);
      set(0, { seats: event.seats, orderedOn, placedAt: event.at, state: 'filled', closedAt: event.at, invoice: 1 });
    } else if (event.type === 'order-placed') {
      const { number, seats, orderedOn } = event.order;
      set(number, { seats, orderedOn, placedAt: event.at, state: 'standing', closedAt: null, invoice: null });
    } else if (event.type === 'order-filled') {
      set(event.order, { ...orders.get(event.order)!, state: 'filled', closedAt: event.at, invoice: event.invoice });
    } else if (event.type === 'order-lapsed' || event.type === 'order-cancelled') {
      set(event.order, { ...orders.get(event.order)!, state: event.type === 'order-lapsed' ? 'lapsed' : 'cancelled', closedAt: event.at });
    }
  }
  for (const number of changed) {
    const order = orders.get(number)!;
    sink.orders.push({
      ...key,
      id: ids.order(number),
      number,
      seats: order.seats,
      ordered_on: order.orderedOn,
      placed_at: timestamp(order.placedAt),
      placed_by: change.actor,
      state: order.state,
      closed_at: order.closedAt === null ? null : timestamp(order.closedAt),
      invoice_id: order.invoice === null ? null : ids.invoice(order.invoice),
    });
  }
}
