import { Inject, Injectable } from '@nestjs/common';
import type { CivilDate, Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type Principal, Problem, type TenantPrincipal, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import {
  decideFapiaoRequest, type FapiaoKind, findFapiaoAmount, findNeededRedLetters, findTaxProfile, insertFapiaoDocument, insertFapiaoRequest, lockLeaseOf, saveTaxProfile,
  type TaxProfile,
} from '../persistence/fapiao-requests';
import { type FapiaoFilter, type FapiaoRow, readFapiao } from '../reads/fapiao';

/** What the tax authority has issued: its number and day. */
export interface AuthorityDocument {
  readonly number: string;
  readonly issuedOn: CivilDate;
}

/**
 * Fapiao of invoices: asked for by the tenant, recorded by the operator with the authority's number. What is credited before that is left out of the
 * amount; a credit note that comes after needs a red letter of its own. A deposit is never on a fapiao.
 */
@Injectable()
export class FapiaoDesk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  profile(tenantId: string): Promise<TaxProfile | null> {
    return this.tenants.run(tenantId, (tx) => findTaxProfile(tx.ledger, tenantId));
  }

  async saveProfile(actor: TenantPrincipal, profile: TaxProfile): Promise<void> {
    await this.tenants.run(actor.tenantId, async (tx) => {
      await saveTaxProfile(tx.ledger, tx.tenantId, profile, actor.displayName, this.clock.now());
      await this.audit.record(tx, actor, { action: 'tax-profile.changed', subjectKind: 'tenant', subjectId: tx.tenantId, facts: { title: profile.title } });
    });
  }

  list(filter: Omit<FapiaoFilter, 'tenantId'> & { tenantId: string | null }): Promise<FapiaoRow[]> {
    const { tenantId } = filter;
    return tenantId === null ? this.platform.run((tx) => readFapiao(tx.db, filter)) : this.tenants.run(tenantId, (tx) => readFapiao(tx.ledger, filter));
  }

  /** One request of an invoice stands at a time; after a refusal there may be another. */
  async request(actor: TenantPrincipal, invoiceId: string, kind: FapiaoKind): Promise<FapiaoRow> {
    try {
      return await this.tenants.run(actor.tenantId, async (tx) => {
        const amount = await findFapiaoAmount(tx.ledger, tx.tenantId, invoiceId);
        if (!amount) throw notFound('invoice');
        const profile = await findTaxProfile(tx.ledger, tx.tenantId);
        if (!profile || (kind === 'special' && profile.taxNumber === null)) throw new Problem('fapiao.no-profile');
        if (amount.dueMinor <= 0n) throw new Problem('fapiao.nothing-to-invoice');
        const request = { tenantId: tx.tenantId, leaseId: amount.leaseId, invoiceId, kind, profile, by: actor.displayName, at: this.clock.now() };
        const id = await insertFapiaoRequest(tx.ledger, request);
        await this.audit.record(tx, actor, { action: 'fapiao.requested', subjectKind: 'invoice', subjectId: invoiceId, facts: { kind } });
        return this.one(tx, id);
      });
    } catch (error) {
      if (violatedConstraint(error) === 'fapiao_request_standing') throw new Problem('fapiao.requested-already');
      throw error;
    }
  }

  /** Records what the authority issued, over what is to be invoiced at this moment. */
  issue(actor: Principal, tenantId: string, id: string, document: AuthorityDocument): Promise<FapiaoRow> {
    return this.recordDocument(tenantId, async (tx) => {
      const before = await this.locked(tx, id);
      if (before.due_minor <= 0n) throw new Problem('fapiao.nothing-to-invoice');
      const decision = { state: 'issued', reason: null, by: actor.displayName, at: this.clock.now() } as const;
      if (!(await decideFapiaoRequest(tx.ledger, tenantId, id, decision))) throw new Problem('fapiao.decided');
      await insertFapiaoDocument(tx.ledger, {
        tenantId, requestId: id, creditNoteId: null, ...document, amountMinor: before.due_minor, currency: before.currency, by: actor.displayName, at: this.clock.now(),
      });
      await this.audit.record(tx, actor, { action: 'fapiao.issued', subjectKind: 'invoice', subjectId: before.invoice_id, facts: { number: document.number } });
      return this.one(tx, id);
    });
  }

  async refuse(actor: Principal, tenantId: string, id: string, reason: string): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const request = await this.one(tx, id);
      const decision = { state: 'refused', reason, by: actor.displayName, at: this.clock.now() } as const;
      if (!(await decideFapiaoRequest(tx.ledger, tenantId, id, decision))) throw new Problem('fapiao.decided');
      await this.audit.record(tx, actor, { action: 'fapiao.refused', reason, subjectKind: 'invoice', subjectId: request.invoice_id });
    });
  }

  /** Records the red letter of the oldest credit note that still needs one. */
  issueRed(actor: Principal, tenantId: string, id: string, document: AuthorityDocument): Promise<FapiaoRow> {
    return this.recordDocument(tenantId, async (tx) => {
      const before = await this.locked(tx, id);
      const [needed] = await findNeededRedLetters(tx.ledger, tenantId, id);
      if (!needed) throw new Problem('fapiao.no-red-needed');
      const { creditNoteId, totalMinor: amountMinor, currency } = needed;
      await insertFapiaoDocument(tx.ledger, { tenantId, requestId: id, creditNoteId, ...document, amountMinor, currency, by: actor.displayName, at: this.clock.now() });
      await this.audit.record(tx, actor, { action: 'fapiao.red-issued', subjectKind: 'invoice', subjectId: before.invoice_id, facts: { number: document.number } });
      return this.one(tx, id);
    });
  }

  private async recordDocument(tenantId: string, work: (tx: TenantTransaction) => Promise<FapiaoRow>): Promise<FapiaoRow> {
    try {
      return await this.tenants.run(tenantId, work);
    } catch (error) {
      if (violatedConstraint(error) === 'fapiao_number_key') throw new Problem('fapiao.number-taken');
      throw error;
    }
  }

  private async locked(tx: TenantTransaction, id: string): Promise<FapiaoRow> {
    await lockLeaseOf(tx.ledger, tx.tenantId, id);
    return this.one(tx, id);
  }

  private async one(tx: TenantTransaction, id: string): Promise<FapiaoRow> {
    const [row] = await readFapiao(tx.ledger, { tenantId: tx.tenantId, id, after: null, most: 1 });
    if (!row) throw notFound('fapiao');
    return row;
  }
}
