import { Injectable } from '@nestjs/common';
import type { LeaseCommand, RentTerms } from '@seatline/billing-domain';
import { type CivilDate, civilDateAt } from '@seatline/kernel';
import { Audit, type AuditedAction, type Principal, Problem, TenantUnitOfWork } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';
import { requireSeats } from './order-terms';

/** What a person may do to an open lease beside ordering and paying: each one command of the engine, audited with its reason. */
@Injectable()
export class LeaseCommands {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  /** A promise to pay that the operator accepts: no suspension through the whole of the day. */
  async hold(actor: Principal, tenantId: string, leaseId: string, promise: { untilOn: CivilDate; reason: string }): Promise<void> {
    const { untilOn, reason } = promise;
    const refuse = (lease: LoadedLease): Problem | null => {
      const today = civilDateAt(this.desk.presentOf(lease), lease.book.contract.zone);
      return untilOn < today ? new Problem('hold.in-past', { today }) : null;
    };
    const command = { do: 'hold-arrears', untilOn, reason } as const;
    await this.run(actor, tenantId, leaseId, { command, refuse, audit: { action: 'arrears.held', reason, facts: { untilOn } } });
  }

  /** Seats that wait for their first payment may be used before it. */
  async waive(actor: Principal, tenantId: string, leaseId: string, reason: string): Promise<void> {
    const refuse = (lease: LoadedLease): Problem | null =>
      lease.book.seats.some((seat) => seat.state === 'ordered' && !seat.paymentWaived) ? null : new Problem('lease.nothing-to-waive');
    await this.run(actor, tenantId, leaseId, { command: { do: 'waive-payment', reason }, refuse, audit: { action: 'payment.waived', reason } });
  }

  /** `on` is the first day without service. */
  async end(actor: Principal, tenantId: string, leaseId: string, agreed: { on: CivilDate; reason: string }): Promise<void> {
    const { on, reason } = agreed;
    await this.run(actor, tenantId, leaseId, { command: { do: 'end-lease', on }, audit: { action: 'lease.end-agreed', reason, facts: { on } } });
  }

  /** Other prices from a period's beginning on that is not invoiced yet; what is billed stays as it is. */
  async changeTerms(actor: Principal, tenantId: string, leaseId: string, agreed: { fromOn: CivilDate; terms: RentTerms; reason: string }): Promise<void> {
    const { fromOn, reason, terms } = agreed;
    const facts = { fromOn, seatMonthlyMinor: String(terms.seatMonthlyMinor), tiers: terms.pricing.seatTiers?.tiers.length ?? 0 };
    await this.run(actor, tenantId, leaseId, { command: { do: 'change-terms', ...agreed }, audit: { action: 'lease.terms-changed', reason, facts } });
  }

  /** The last added go first; at the period's end they cost nothing more, at once what is left of the period is credited. */
  async removeSeats(
    actor: Principal,
    tenantId: string,
    leaseId: string,
    removal: { seats: number; when: 'period-end' | 'now' },
    reason: string | null = null,
  ): Promise<void> {
    requireSeats(removal.seats);
    // The tenant's own wish takes effect with the period; at once is by the operator's consent (domain.md 2).
    const unconsented = removal.when === 'now' && actor.memberId !== null;
    await this.run(actor, tenantId, leaseId, {
      command: { do: 'remove-seats', ...removal },
      refuse: () => (unconsented ? new Problem('lease.removal-needs-consent') : null),
      audit: { action: 'seats.removed', reason, facts: removal },
    });
  }

  private async run(
    actor: Principal,
    tenantId: string,
    leaseId: string,
    act: {
      readonly command: LeaseCommand;
      readonly refuse?: (lease: LoadedLease) => Problem | null;
      readonly audit: Pick<AuditedAction, 'action' | 'reason' | 'facts'>;
    },
  ): Promise<void> {
    const refused = await this.tenants.run(tenantId, async (tx): Promise<Problem | null> => {
      const lease = await this.desk.take(tx, leaseId);
      const problem = act.refuse?.(lease) ?? null;
      if (problem) throw problem;
      const done = await this.desk.perform(tx, lease, act.command, { actor: nameOf(actor) });
      if (done.refusal) return problemOf(done.refusal);
      await this.audit.record(tx, actor, { ...act.audit, subjectKind: 'lease', subjectId: leaseId });
      return null;
    });
    if (refused) throw refused;
  }
}
