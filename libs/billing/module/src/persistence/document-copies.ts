import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export type DocumentKind = 'invoice' | 'credit-note' | 'deposit-receipt' | 'lease-contract' | 'statement';

export interface DocumentKey {
  readonly kind: DocumentKind;
  readonly subjectId: string;
  /** A state of what the document tells; '1' for what never changes. */
  readonly edition: string;
  readonly language: 'zh-CN' | 'en';
}

export interface DocumentCopy {
  readonly fileName: string;
  readonly content: Buffer;
  readonly sha256: string;
  /** Characters that the font does not have. */
  readonly replaced: string;
}

interface CopyRow extends Record<string, unknown> {
  file_name: string;
  content: Buffer;
  sha256: string;
  replaced: string;
}

/** The copy that was issued; null when nobody has asked for the document yet. */
export async function findCopy(db: LedgerDatabase, tenantId: string, key: DocumentKey): Promise<DocumentCopy | null> {
  const { rows } = await db.execute<CopyRow>(sql`
    select file_name, content, sha256, replaced from document_copy
    where tenant_id = ${tenantId} and kind = ${key.kind} and subject_id = ${key.subjectId} and edition = ${key.edition} and language = ${key.language}`);
  const [row] = rows;
  return row ? { fileName: row.file_name, content: row.content, sha256: row.sha256, replaced: row.replaced } : null;
}

/** Keeps a copy unless one is there: of two made at once the first stays. */
export async function keepCopy(
  db: LedgerDatabase, tenantId: string, key: DocumentKey, copy: Omit<DocumentCopy, 'sha256'> & { readonly release: string }, at: Instant,
): Promise<void> {
  await db.execute(sql`
    insert into document_copy (tenant_id, kind, subject_id, edition, language, file_name, content, sha256, release, replaced, made_at)
    values (${tenantId}, ${key.kind}, ${key.subjectId}, ${key.edition}, ${key.language}, ${copy.fileName}, ${copy.content},
      encode(sha256(${copy.content}::bytea), 'hex'), ${copy.release}, ${copy.replaced}, ${timestamp(at)}::timestamptz)
    on conflict do nothing`);
}
