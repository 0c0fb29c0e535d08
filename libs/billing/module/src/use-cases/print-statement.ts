import { Inject, Injectable } from '@nestjs/common';
import { addMonths, type CivilDate, type Clock, formatInstant, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import { CLOCK, TenantUnitOfWork } from '@seatline/server';
import type { DocumentLanguage } from '../documents/paper';
import { statementDocument, type StatementPaperFacts, type StatementPaperLease } from '../documents/statement-document';
import { type DocumentCopy, type DocumentKey, findCopy, keepCopy } from '../persistence/document-copies';
import { timestamp } from '../persistence/table-writer';
import { DOCUMENT_PRINTER, type DocumentPrinter } from '../ports/document-printer';
import { readStatementIssuers, readStatementWallet } from '../reads/statement-papers';
import { type AccountStatement, type LeaseStatement, ReadStatement, type StatementSpan } from './read-statement';

/** Of one lease, or of all of a tenant's (null), in a calendar month named by its first day; null: the present one. */
export interface WantedStatement {
  readonly leaseId: string | null;
  readonly monthOn: CivilDate | null;
}

type StatementFile = Pick<DocumentCopy, 'fileName' | 'content'>;

/**
 * Statements of account on paper. The first copy is kept once the month is closed, so that what a bookkeeper filed is what everybody gets; a month that may still be
 * booked into is printed anew at each asking, says that it is provisional, and is not kept.
 */
@Injectable()
export class PrintStatement {
  constructor(
    private readonly statements: ReadStatement,
    private readonly tenants: TenantUnitOfWork,
    @Inject(DOCUMENT_PRINTER) private readonly printer: DocumentPrinter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async run(tenantId: string, { leaseId, monthOn: asked }: WantedStatement, language: DocumentLanguage): Promise<StatementFile> {
    const monthOn = asked ?? (await this.read(tenantId, leaseId, null)).fromOn;
    const month = monthOn.slice(0, 7);
    const key: DocumentKey = { kind: 'statement', subjectId: leaseId ?? tenantId, edition: month, language };
    const kept = await this.tenants.run(tenantId, (tx) => findCopy(tx.ledger, tenantId, key));
    if (kept) return kept;
    const span = { fromOn: monthOn, toOn: addMonths(monthOn, 1) };
    const statement = await this.read(tenantId, leaseId, span);
    const facts = await this.factsOf(tenantId, statement);
    const { pdf: content, replaced } = await this.printer.print(statementDocument(facts, language));
    const name = leaseId === null ? 'statement' : statement.leases[0]!.leaseNumber;
    if (facts.provisionalAt !== null) return { fileName: `${name}-${month}-provisional.${language}.pdf`, content };
    const fileName = `${name}-${month}.${language}.pdf`;
    return this.tenants.run(tenantId, async (tx) => {
      await keepCopy(tx.ledger, tenantId, key, { fileName, content, replaced, release: this.printer.release }, this.clock.now());
      return (await findCopy(tx.ledger, tenantId, key))!;
    });
  }

  private read(tenantId: string, leaseId: string | null, span: StatementSpan | null): Promise<AccountStatement> {
    return leaseId === null ? this.statements.ofTenant(tenantId, span) : this.statements.ofLease(tenantId, leaseId, span);
  }

  private factsOf(tenantId: string, statement: AccountStatement): Promise<StatementPaperFacts> {
    const { fromOn, toOn, tenantName, totals } = statement;
    const zone = (statement.leases[0]?.zone ?? 'UTC') as Zone;
    const now = this.clock.now();
    const isClosed = statement.allFinal && now >= startOfDay(toOn, zone);
    return this.tenants.run(tenantId, async (tx) => {
      const leases: StatementPaperLease[] = [];
      for (const lease of statement.leases) {
        const wallet = await readStatementWallet(tx.ledger, tenantId, lease.leaseId, instantsOf(lease, statement));
        leases.push({ ...lease, lines: lease.lines.map(({ booking, moved, after }) => ({ ...booking, valueOn: booking.countsFromOn, moved, after })), wallet });
      }
      return {
        entityNames: await readStatementIssuers(tx.ledger, tenantId, statement.leases.map(({ leaseId }) => leaseId)),
        tenantName, fromOn, toOn, leases, totals,
        provisionalAt: isClosed ? null : localText(now, zone),
        at: isClosed ? startOfDay(toOn, zone) : now,
      };
    });
  }
}

function instantsOf({ zone }: LeaseStatement, { fromOn, toOn }: AccountStatement): { from: string; to: string } {
  return { from: timestamp(startOfDay(fromOn, zone as Zone)), to: timestamp(startOfDay(toOn, zone as Zone)) };
}

/** "2026-04-17 09:00 (Asia/Shanghai)" */
function localText(at: Instant, zone: Zone): string {
  return `${formatInstant(at, zone).slice(0, 16).replace('T', ' ')} (${zone})`;
}
