import { Injectable } from '@nestjs/common';
import { Audit, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type OrderRow, readOrders } from '../reads/orders';
import { LeaseDesk, nameOf } from './lease-desk';

/**
 * Takes back an order that nobody has paid. Nothing was booked for it, so nothing is undone; the next standing order moves up, and money that waits may fill
 * it. Cancelled twice is cancelled once. A payment that is on its way meanwhile is not lost: it stays the tenant's, unapplied.
 */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async run(actor: Principal, tenantId: string, orderId: string): Promise<void> {
    const refused = await this.tenants.run(tenantId, async (tx): Promise<Problem | null> => {
      const { lease_id: leaseId } = await readOrder(tx, orderId);
      const lease = await this.desk.take(tx, leaseId);
      const { number, state, seats } = await readOrder(tx, orderId);
      if (state === 'cancelled') return null;
      if (state !== 'standing') return new Problem('order.not-standing', { state });
      const done = await this.desk.perform(tx, lease, { do: 'cancel-order', order: number }, { actor: nameOf(actor) });
      // It may have lapsed, or been filled, in the very bringing-up to now.
      if (done.refusal) return new Problem('order.not-standing', { state: (await readOrder(tx, orderId)).state });
      await this.audit.record(tx, actor, { action: 'order.cancelled', subjectKind: 'order', subjectId: orderId, facts: { order: number, seats } });
      return null;
    });
    if (refused) throw refused;
  }
}

async function readOrder(tx: TenantTransaction, id: string): Promise<OrderRow> {
  const [order] = await readOrders(tx.ledger, tx.tenantId, { id, after: null, most: 1 });
  if (!order) throw notFound('order');
  return order;
}
