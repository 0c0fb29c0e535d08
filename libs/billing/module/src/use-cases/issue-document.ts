import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, log, notFound, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { creditNoteDocument, depositReceiptDocument, invoiceDocument } from '../documents/bill-documents';
import { contractDocument } from '../documents/contract-document';
import type { DocumentLanguage } from '../documents/paper';
import { type DocumentCopy, type DocumentKey, type DocumentKind, findCopy, keepCopy } from '../persistence/document-copies';
import { DOCUMENT_PRINTER, type DocumentPrinter, type PaperDefinition } from '../ports/document-printer';
import { readContractFacts, readCreditNoteFacts, readDepositFacts, readInvoiceFacts } from '../reads/document-facts';

/** Documents of one subject; a statement is of a month too, and has a printer of its own. */
type IssuedKind = Exclude<DocumentKind, 'statement'>;

/** A document that can be made: which, what file, and its pages. */
interface Draft {
  readonly key: DocumentKey;
  readonly fileName: string;
  readonly definition: PaperDefinition;
}

/**
 * Documents as PDF, made when they are first asked for. The first copy is kept and given to everybody who asks later; two who ask at once get the same
 * one. A contract has an edition of its own after each addendum. Printing happens outside any transaction.
 */
@Injectable()
export class IssueDocument {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    @Inject(DOCUMENT_PRINTER) private readonly printer: DocumentPrinter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found; deposit.not-received */
  async run(tenantId: string, kind: IssuedKind, subjectId: string, language: DocumentLanguage): Promise<DocumentCopy> {
    const { draft, copy } = await this.tenants.run(tenantId, async (tx) => {
      const found = await DRAFTS[kind](tx, subjectId, language);
      return { draft: found, copy: await findCopy(tx.ledger, tenantId, found.key) };
    });
    if (copy) return copy;
    const { pdf, replaced } = await this.printer.print(draft.definition);
    if (replaced !== '') log.warn({ kind, subjectId, characters: [...replaced].length }, 'a document has characters that its font does not have');
    return this.tenants.run(tenantId, async (tx) => {
      const { release } = this.printer;
      await keepCopy(tx.ledger, tenantId, draft.key, { fileName: draft.fileName, content: pdf, replaced, release }, this.clock.now());
      return (await findCopy(tx.ledger, tenantId, draft.key))!;
    });
  }
}

type MakeDraft = (tx: TenantTransaction, subjectId: string, language: DocumentLanguage) => Promise<Draft>;

const FIRST_EDITION = '1';

const DRAFTS: Readonly<Record<IssuedKind, MakeDraft>> = {
  invoice: async (tx, subjectId, language) => {
    const facts = await readInvoiceFacts(tx.ledger, tx.tenantId, subjectId);
    if (!facts) throw notFound('invoice');
    return draft({ kind: 'invoice', subjectId, edition: FIRST_EDITION, language }, facts.number, invoiceDocument(facts, language));
  },
  'credit-note': async (tx, subjectId, language) => {
    const facts = await readCreditNoteFacts(tx.ledger, tx.tenantId, subjectId);
    if (!facts) throw notFound('credit-note');
    return draft({ kind: 'credit-note', subjectId, edition: FIRST_EDITION, language }, facts.number, creditNoteDocument(facts, language));
  },
  'deposit-receipt': async (tx, subjectId, language) => {
    const deposit = await readDepositFacts(tx.ledger, tx.tenantId, subjectId);
    if (!deposit) throw notFound('deposit');
    if (!deposit.paid) throw new Problem('deposit.not-received');
    const { facts } = deposit;
    return draft({ kind: 'deposit-receipt', subjectId, edition: FIRST_EDITION, language }, `${facts.invoiceNumber}-deposit`, depositReceiptDocument(facts, language));
  },
  'lease-contract': async (tx, subjectId, language) => {
    const facts = await readContractFacts(tx.ledger, tx.tenantId, subjectId);
    if (!facts) throw notFound('lease');
    const edition = String(facts.addenda.length + 1);
    return draft({ kind: 'lease-contract', subjectId, edition, language }, `${facts.parties.leaseNumber}-${edition}`, contractDocument(facts, language));
  },
};

function draft(key: DocumentKey, name: string, definition: PaperDefinition): Draft {
  return { key, fileName: `${name}.${key.language}.pdf`, definition };
}
