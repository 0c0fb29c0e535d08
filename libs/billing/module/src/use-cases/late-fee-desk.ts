import { Injectable } from '@nestjs/common';
import { findLateFeeFault, type LateFeeAgreement, lateFeeAgreements, type LateFeeLine, lateFeeLines, type LateFeeTerms, type LeaseBook } from '@seatline/billing-domain';
import { civilDateAt } from '@seatline/kernel';
import { Audit, notFound, type Principal, Problem, TenantUnitOfWork } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { findInvoiceTarget } from '../persistence/payment-targets';
import { bringUp } from './bring-up';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';

/** A late fee with its place, for whoever has to name it: on which invoice and line it stands, null while it only accrues. */
export interface PlacedLateFee {
  readonly line: LateFeeLine;
  readonly on: { readonly invoiceId: string; readonly invoiceNumber: string; readonly place: number } | null;
  readonly lateInvoiceNumber: string;
}

export interface LateFees {
  readonly currency: string;
  readonly agreements: readonly LateFeeAgreement[];
  readonly charged: readonly PlacedLateFee[];
  /** What would be charged if the next invoices were issued now. */
  readonly accruing: readonly PlacedLateFee[];
}

/** What delay costs a lease: agreed by the operator, charged by the engine, waived by the operator; always with a reason. */
@Injectable()
export class LateFeeDesk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  read(tenantId: string, leaseId: string): Promise<LateFees> {
    return this.tenants.run(tenantId, async (tx) => {
      const lease = await this.desk.look(tx, leaseId);
      const at = this.desk.presentOf(lease);
      const { book } = bringUp(lease, at, null);
      const today = civilDateAt(at, book.contract.zone);
      const accruing = [...lateFeeLines(book, 'rent', today), ...lateFeeLines(book, 'telephone', today)];
      return {
        currency: book.contract.currency,
        agreements: lateFeeAgreements(book),
        charged: chargedOf(lease, lease.book),
        accruing: accruing.map((line) => ({ line, on: null, lateInvoiceNumber: numberOf(lease, line.invoice) })),
      };
    });
  }

  /** From today on; null: none any more. */
  async agree(actor: Principal, tenantId: string, leaseId: string, agreed: { readonly terms: LateFeeTerms | null; readonly reason: string }): Promise<void> {
    const fault = agreed.terms ? findLateFeeFault(agreed.terms) : null;
    if (fault) throw new Problem('late-fee.bad-terms', { fault });
    const refusal = await this.tenants.run(tenantId, async (tx) => {
      const lease = await this.desk.take(tx, leaseId);
      const done = await this.desk.perform(tx, lease, { do: 'agree-late-fees', ...agreed }, { actor: nameOf(actor) });
      if (done.refusal) return done.refusal;
      const facts = { rent: agreed.terms?.rent?.dailyMillionths ?? null, telephone: agreed.terms?.telephone?.dailyMillionths ?? null };
      await this.audit.record(tx, actor, { action: 'late-fees.agreed', subjectKind: 'lease', subjectId: leaseId, reason: agreed.reason, facts });
      return null;
    });
    if (refusal) throw problemOf(refusal);
  }

  /** @param place of the line in its invoice, from 0. */
  async waive(actor: Principal, tenantId: string, invoiceId: string, { place, reason }: { readonly place: number; readonly reason: string }): Promise<void> {
    const refusal = await this.tenants.run(tenantId, async (tx) => {
      const target = await findInvoiceTarget(tx.ledger, tenantId, invoiceId);
      if (!target) throw notFound('invoice');
      const lease = await this.desk.take(tx, target.leaseId);
      const done = await this.desk.perform(tx, lease, { do: 'waive-late-fee', invoice: target.number, line: place, reason }, { actor: nameOf(actor) });
      if (done.refusal) return done.refusal;
      await this.audit.record(tx, actor, { action: 'late-fee.waived', subjectKind: 'invoice', subjectId: invoiceId, reason, facts: { line: place + 1 } });
      return null;
    });
    if (refusal) throw problemOf(refusal);
  }
}

function numberOf(lease: LoadedLease, invoice: number): string {
  return lease.invoiceNumbers[invoice - 1] ?? String(invoice);
}

function chargedOf(lease: LoadedLease, book: LeaseBook): PlacedLateFee[] {
  return book.invoices.flatMap((invoice, at) =>
    invoice.lines.flatMap((line, place): PlacedLateFee[] =>
      line.kind === 'late-fee'
        ? [{ line, on: { invoiceId: lease.invoiceIds[at]!, invoiceNumber: numberOf(lease, invoice.number), place }, lateInvoiceNumber: numberOf(lease, line.invoice) }]
        : [],
    ),
  );
}
