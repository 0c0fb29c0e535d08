import { comingCollections, type NoticeFacts } from '@seatline/billing-domain';
import type { TenantTransaction } from '@seatline/server';
import { settingFor, stepOfNotice, triesOfLease } from '../persistence/collections';
import type { NoticeToAddress } from '../persistence/notice-messages';
import type { ExplainedLease } from './explain-arrears';

/** The try that a notice tells of, and when the next one is if there is one; null for a notice of something else. */
export async function collectionOf(tx: TenantTransaction, { book, lease, explanation }: ExplainedLease, notice: NoticeToAddress): Promise<NoticeFacts['collection']> {
  const step = await stepOfNotice(tx, notice.id);
  if (step === null) return null;
  const made = (await triesOfLease(tx, notice.lease_id)).filter((each) => each.invoiceId === notice.invoice_id);
  const tried = made.find((each) => each.step === step);
  const invoice = book.invoices[lease.invoiceIds.indexOf(notice.invoice_id ?? '')];
  if (!tried || !invoice) return null;
  const setting = await settingFor(tx, notice.lease_id);
  const coming = setting?.automatic ? comingCollections(book, invoice, setting.scheduleDays, made, tried.method, explanation.on) : [];
  return { card: tried.card ?? '', cause: tried.cause ?? '', nextTryOn: coming[0] ?? null };
}
