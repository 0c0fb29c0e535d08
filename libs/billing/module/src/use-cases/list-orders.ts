import { Injectable } from '@nestjs/common';
import { orderLapsesAt, quoteOrder } from '@seatline/billing-domain';
import { type CivilDate, civilDateAt } from '@seatline/kernel';
import { notFound, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type OrderRow, readOrders } from '../reads/orders';
import { bringUp } from './bring-up';
import { LeaseDesk } from './lease-desk';

export interface ListedOrder {
  readonly id: string;
  readonly row: OrderRow;
  /** What it was invoiced, or while it stands what it would be invoiced today. */
  readonly totalMinor: bigint;
  /** The first day on which it stands no more; null once it was filled or dropped. */
  readonly lapsesOn: CivilDate | null;
}

/** A tenant's orders, each with what it costs: a standing one is priced by the engine as of today. */
@Injectable()
export class ListOrders {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
  ) {}

  run(tenantId: string, page: { after: string | null; most: number }): Promise<ListedOrder[]> {
    return this.tenants.run(tenantId, async (tx) => this.price(tx, await readOrders(tx.ledger, tenantId, page)));
  }

  one(tenantId: string, id: string): Promise<ListedOrder> {
    return this.tenants.run(tenantId, async (tx) => {
      const [order] = await this.price(tx, await readOrders(tx.ledger, tenantId, { id, after: null, most: 1 }));
      if (!order) throw notFound('order');
      return order;
    });
  }

  private async price(tx: TenantTransaction, rows: readonly OrderRow[]): Promise<ListedOrder[]> {
    const priced = new Map<string, Pick<ListedOrder, 'totalMinor' | 'lapsesOn'>>();
    for (const leaseId of new Set(rows.filter((row) => row.state === 'standing').map((row) => row.lease_id))) {
      const lease = await this.desk.look(tx, leaseId);
      const at = this.desk.presentOf(lease);
      const { book } = bringUp(lease, at, null);
      const { zone } = book.contract;
      for (const order of book.orders) {
        const lapsesOn = civilDateAt(orderLapsesAt(book, order), zone);
        priced.set(`${leaseId} ${order.number}`, { totalMinor: quoteOrder(book, order.seats, civilDateAt(at, zone)).totalMinor, lapsesOn });
      }
    }
    return rows.map((row) => {
      const standing = priced.get(`${row.lease_id} ${row.number}`);
      return { id: row.id, row, totalMinor: row.total_minor ?? standing?.totalMinor ?? 0n, lapsesOn: standing?.lapsesOn ?? null };
    });
  }
}
