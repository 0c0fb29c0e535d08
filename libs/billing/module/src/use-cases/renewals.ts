import { Injectable } from '@nestjs/common';
import { isRenewalInTime, type LeaseBook, renewalNoticeOn } from '@seatline/billing-domain';
import { addMonths, type CivilDate, civilDateAt } from '@seatline/kernel';
import { Audit, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { giveAgreementNotice } from '../persistence/agreement-notices';
import { decideRenewal, insertRenewal } from '../persistence/renewal-requests';
import { findRenewalOf, readRenewals, type RenewalRow } from '../reads/renewals';
import { bringUp } from './bring-up';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';
import { MOST_MONTHS } from './order-terms';

/** `endOn` is the end that the tenant saw when it asked: an end is extended once, however often the button is pressed. */
export interface RenewalWish {
  readonly months: number;
  readonly endOn: CivilDate;
}

export interface RenewalsOfLease {
  readonly requests: readonly RenewalRow[];
  readonly endOn: CivilDate;
  /** The last day on which a renewal is granted at once; null for a lease that cannot go on: it is over, or was given notice. */
  readonly inTimeThroughOn: CivilDate | null;
}

interface Outcome {
  readonly id: string;
  readonly refused: Problem | null;
}

/** A tenant lists no more of them than these at once; a lease has one a year. */
const MOST_LISTED = 100;

/**
 * A lease goes on if its tenant asks. In time the contract itself grants it, at the current terms and at once; a later request waits for the operator, who
 * consents or refuses with a reason (domain.md 1).
 */
@Injectable()
export class Renewals {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async ask(actor: Principal, tenantId: string, leaseId: string, wish: RenewalWish): Promise<RenewalRow> {
    const { months } = wish;
    if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS) throw new Problem('order.bad-term', { most: MOST_MONTHS });
    const { id, refused } = await this.tenants.run(tenantId, (tx) => this.askWithin(tx, actor, leaseId, wish));
    if (refused) throw refused;
    return this.tenants.run(tenantId, (tx) => readOne(tx, leaseId, id));
  }

  /** The decision made again is the decision; another one comes too late. */
  async decide(actor: Principal, tenantId: string, leaseId: string, id: string, decision: { consent: boolean; reason: string }): Promise<RenewalRow> {
    const refused = await this.tenants.run(tenantId, (tx) => this.decideWithin(tx, actor, leaseId, id, decision));
    if (refused) throw refused;
    return this.tenants.run(tenantId, (tx) => readOne(tx, leaseId, id));
  }

  ofLease(tenantId: string, leaseId: string): Promise<RenewalsOfLease> {
    return this.tenants.run(tenantId, async (tx) => {
      const lease = await this.desk.look(tx, leaseId);
      const { book } = bringUp(lease, this.desk.presentOf(lease), null);
      const requests = await readRenewals(tx.ledger, { tenantId, leaseId, after: null, most: MOST_LISTED });
      return { requests, endOn: book.endOn, inTimeThroughOn: canGoOn(book) ? renewalNoticeOn(book.contract) : null };
    });
  }

  private async askWithin(tx: TenantTransaction, actor: Principal, leaseId: string, { months, endOn }: RenewalWish): Promise<Outcome> {
    const lease = await this.desk.take(tx, leaseId);
    const at = this.desk.presentOf(lease);
    const known = await findRenewalOf(tx.ledger, tx.tenantId, leaseId, endOn);
    if (known && known.months !== months) throw new Problem('renewal.asked-already', { months: known.months });
    if (known) return { id: known.id, refused: null };
    const { book } = bringUp(lease, at, null);
    if (book.endOn !== endOn) throw new Problem('renewal.end-moved', { endOn: book.endOn });
    if (!canGoOn(book)) throw new Problem('lease.outside-term', { endOn });
    const granted = isRenewalInTime(book.contract, civilDateAt(at, book.contract.zone));
    if (granted) {
      const done = await this.desk.perform(tx, lease, { do: 'renew-lease', months, consented: false }, { actor: nameOf(actor) });
      if (done.refusal) return { id: '', refused: problemOf(done.refusal) };
    }
    const id = await insertRenewal(tx.ledger, { leaseId, extendsFromOn: endOn, months, askedBy: nameOf(actor), askedAt: at, granted });
    const facts = { months, extendsFromOn: endOn, granted };
    if (granted) {
      const about = { subject: 'renewal', months, endOn: addMonths(book.contract.term.startOn, book.contract.term.months + months), reason: null } as const;
      await giveAgreementNotice(tx.ledger, { to: lease, kind: 'renewal-granted', ref: id, about, at });
    }
    await this.audit.record(tx, actor, { action: 'renewal.asked', subjectKind: 'lease', subjectId: leaseId, facts });
    return { id, refused: null };
  }

  private async decideWithin(
    tx: TenantTransaction,
    actor: Principal,
    leaseId: string,
    id: string,
    { consent, reason }: { consent: boolean; reason: string },
  ): Promise<Problem | null> {
    const lease = await this.desk.take(tx, leaseId);
    const request = await readOne(tx, leaseId, id);
    const state = consent ? 'granted' : 'refused';
    if (request.state === state && request.decided_by !== null) return null;
    if (request.state !== 'asked') return new Problem('renewal.decided', { state: request.state });
    if (consent) {
      if (lease.book.endOn !== request.extends_from_on) return new Problem('renewal.end-moved', { endOn: lease.book.endOn });
      const done = await this.desk.perform(tx, lease, { do: 'renew-lease', months: request.months, consented: true }, { actor: nameOf(actor) });
      if (done.refusal) return problemOf(done.refusal);
    }
    await decideRenewal(tx.ledger, { id, state, decidedBy: nameOf(actor), decidedAt: this.desk.presentOf(lease), reason });
    const facts = { months: request.months, extendsFromOn: request.extends_from_on };
    const about = { subject: 'renewal', months: request.months, endOn: consent ? addMonths(lease.book.contract.term.startOn, lease.book.contract.term.months + request.months) : lease.book.endOn, reason } as const;
    await giveAgreementNotice(tx.ledger, { to: lease, kind: `renewal-${state}`, ref: id, about, at: this.desk.presentOf(lease) });
    await this.audit.record(tx, actor, { action: `renewal.${state}`, subjectKind: 'lease', subjectId: leaseId, reason, facts });
    return null;
  }
}

function canGoOn({ endedAt, endsEarly }: LeaseBook): boolean {
  return endedAt === null && !endsEarly;
}

async function readOne(tx: TenantTransaction, leaseId: string, id: string): Promise<RenewalRow> {
  const [request] = await readRenewals(tx.ledger, { tenantId: tx.tenantId, leaseId, id, after: null, most: 1 });
  if (!request) throw notFound('renewal');
  return request;
}
