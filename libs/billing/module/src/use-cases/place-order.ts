import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { openLease } from '@seatline/billing-domain';
import { type Clock, civilDateAt } from '@seatline/kernel';
import { Audit, CLOCK, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { lockTenant } from '../persistence/tenants';
import { readLegalEntity } from '../persistence/plans';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';
import { contractFor, requireSeats, type SeatsWanted } from './order-terms';

interface Placed {
  readonly orderId: string;
  readonly refused: Problem | null;
}

/**
 * Orders seats: the first order opens the lease and its first invoice is issued at once; a later one stands until it is paid, and is refused while
 * anything is overdue.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the order's id. */
  async run(actor: Principal, tenantId: string, wanted: SeatsWanted): Promise<string> {
    const { orderId, refused } = await this.tenants.run(tenantId, async (tx) => {
      await lockTenant(tx.ledger, tenantId);
      const open = await this.books.findOpen(tx.ledger, tenantId);
      return open ? this.addSeats(tx, actor, open.leaseId, wanted) : this.open(tx, actor, wanted);
    });
    if (refused) throw refused;
    return orderId;
  }

  private async open(tx: TenantTransaction, actor: Principal, wanted: SeatsWanted): Promise<Placed> {
    const at = this.clock.now();
    const { plan, contract } = await contractFor(tx.ledger, tx.tenantId, wanted, at);
    const opened = openLease(contract, wanted.seats, at);
    if (!opened.ok) throw problemOf(opened.refusal);
    const legalEntity = await readLegalEntity(tx.ledger, plan.legalEntityId);
    const year = Number(civilDateAt(at, legalEntity.zone).slice(0, 4));
    const identity: Pick<LoadedLease, 'tenantId' | 'leaseId' | 'number' | 'planCode' | 'planVersion' | 'legalEntity'> = {
      tenantId: tx.tenantId,
      leaseId: randomUUIDv7(),
      number: await this.books.nextNumber(tx.ledger, plan.legalEntityId, year),
      planCode: plan.code,
      planVersion: plan.version,
      legalEntity,
    };
    const { book, events } = opened.value;
    const ids = await this.desk.put(tx, { before: null, identity, after: book, events, recordedAt: at, actor: nameOf(actor), ownPriceVersion: plan.ownPriceVersion });
    await this.audit.record(tx, actor, {
      action: 'lease.opened',
      subjectKind: 'lease',
      subjectId: identity.leaseId,
      facts: { number: identity.number, seats: wanted.seats, plan: plan.code, months: wanted.months, startOn: wanted.startOn },
    });
    return { orderId: ids.order(0), refused: null };
  }

  private async addSeats(tx: TenantTransaction, actor: Principal, leaseId: string, wanted: SeatsWanted): Promise<Placed> {
    requireSeats(wanted.seats);
    const lease = await this.desk.take(tx, leaseId);
    if (lease.planCode !== wanted.planCode) throw new Problem('order.other-plan', { plan: lease.planCode });
    const done = await this.desk.perform(tx, lease, { do: 'add-seats', seats: wanted.seats }, { actor: nameOf(actor) });
    if (done.refusal) return { orderId: '', refused: problemOf(done.refusal) };
    const placed = done.events.find((event) => event.type === 'order-placed');
    const number = placed?.type === 'order-placed' ? placed.order.number : 0;
    await this.audit.record(tx, actor, {
      action: 'seats.ordered',
      subjectKind: 'lease',
      subjectId: leaseId,
      facts: { seats: wanted.seats, order: number },
    });
    return { orderId: done.ids.order(number), refused: null };
  }
}
