import { Inject, Injectable } from '@nestjs/common';
import { type AccountSides, addSides, EMPTY_SIDES, isNothing, type Statement, statementOf } from '@seatline/billing-domain';
import { addMonths, type CivilDate, civilDateAt, type Clock, startOfDay, startOfMonth, type Zone } from '@seatline/kernel';
import { CLOCK, notFound, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { readBookings, readSidesBefore, readStatedLeases, type StatedBooking, type StatedLease } from '../reads/statements';
import { readTenantName } from '../reads/tenants';
import { timestamp } from '../persistence/table-writer';

/** Local days of each lease's own zone, half-open. */
export interface StatementSpan {
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
}

export interface LeaseStatement extends Statement<StatedBooking> {
  readonly leaseId: string;
  readonly leaseNumber: string;
  readonly zone: string;
  readonly currency: string;
  /** Nothing can be booked into the span any more; until then the closing is what it is by now. */
  readonly isFinal: boolean;
}

export interface StatementTotal {
  readonly currency: string;
  readonly opening: AccountSides;
  readonly closing: AccountSides;
}

export interface AccountStatement extends StatementSpan {
  readonly tenantId: string;
  readonly tenantName: string;
  /** Of a whole tenant only the leases with anything to tell. */
  readonly leases: readonly LeaseStatement[];
  readonly totals: readonly StatementTotal[];
  /** Nothing can be booked into the span any more for any lease of the tenant, told or not. */
  readonly allFinal: boolean;
}

const LONGEST_MONTHS = 24;

/**
 * Statements of account, from the ledger alone: whatever anybody books, it is on one. A booking belongs to the day on which it was booked, not to its value
 * date, which is told beside it: so what a month's statement said stays true when a transfer of that month is keyed in later (ADR 12).
 */
@Injectable()
export class ReadStatement {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of one lease; of the present month where no span is asked for. @throws Problem not-found, statement.bad-span */
  ofLease(tenantId: string, leaseId: string, span: StatementSpan | null): Promise<AccountStatement> {
    return this.read(tenantId, leaseId, span);
  }

  /** Of a tenant over all its leases. @throws Problem statement.bad-span */
  ofTenant(tenantId: string, span: StatementSpan | null): Promise<AccountStatement> {
    return this.read(tenantId, null, span);
  }

  private async read(tenantId: string, leaseId: string | null, asked: StatementSpan | null): Promise<AccountStatement> {
    if (asked !== null) requireSpan(asked);
    return this.tenants.run(tenantId, async (tx) => {
      const stated: LeaseStatement[] = [];
      const tenantName = await readTenantName(tx.ledger, tenantId);
      const leases = await readStatedLeases(tx.ledger, tenantId, leaseId);
      if (leaseId !== null && leases.length === 0) throw notFound('lease');
      if (tenantName === null) throw notFound('tenant');
      const span = asked ?? monthOf(civilDateAt(this.clock.now(), (leases.at(-1)?.zone ?? 'UTC') as Zone));
      for (const lease of leases) stated.push(await this.state(tx, lease, span));
      const told = leaseId === null ? stated.filter((each) => each.lines.length > 0 || !isNothing(each.opening)) : stated;
      return { tenantId, tenantName, ...span, leases: told, totals: totalsOf(told), allFinal: stated.every((each) => each.isFinal) };
    });
  }

  private async state(tx: TenantTransaction, lease: StatedLease, { fromOn, toOn }: StatementSpan): Promise<LeaseStatement> {
    const from = startOfDay(fromOn, lease.zone as Zone);
    const to = startOfDay(toOn, lease.zone as Zone);
    const opening = await readSidesBefore(tx.ledger, tx.tenantId, lease.id, timestamp(from));
    const bookings = await readBookings(tx.ledger, tx.tenantId, lease, { from: timestamp(from), to: timestamp(to) });
    const nothingDue = lease.advanced_to >= to || lease.next_due_at === null || lease.next_due_at >= to;
    return {
      leaseId: lease.id,
      leaseNumber: lease.number,
      zone: lease.zone,
      currency: lease.currency,
      isFinal: this.clock.now() >= to && nothingDue,
      ...statementOf(opening, bookings),
    };
  }
}

/** @throws Problem statement.bad-span */
function requireSpan({ fromOn, toOn }: StatementSpan): void {
  if (fromOn >= toOn || toOn > addMonths(fromOn, LONGEST_MONTHS)) throw new Problem('statement.bad-span', { months: LONGEST_MONTHS });
}

function monthOf(on: CivilDate): StatementSpan {
  const fromOn = startOfMonth(on);
  return { fromOn, toOn: addMonths(fromOn, 1) };
}

function totalsOf(leases: readonly LeaseStatement[]): StatementTotal[] {
  return [...new Set(leases.map((lease) => lease.currency))].map((currency) => {
    const own = leases.filter((lease) => lease.currency === currency);
    return {
      currency,
      opening: own.reduce((sum, lease) => addSides(sum, lease.opening), EMPTY_SIDES),
      closing: own.reduce((sum, lease) => addSides(sum, lease.closing), EMPTY_SIDES),
    };
  });
}
