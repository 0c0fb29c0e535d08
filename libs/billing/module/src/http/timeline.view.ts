import { ApiProperty } from '@nestjs/swagger';
import { explainInWords, keepingMinor, type NoticeLanguage } from '@seatline/billing-domain';
import type { LeaseTimeline, ProvenEntry } from '../use-cases/read-timeline';
import type { ExplainedLease } from '../use-cases/explain-arrears';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';

const TENSES = ['past', 'future'] as const;
const KINDS = ['invoice-issued', 'due', 'notice', 'payment', 'credit', 'hold', 'hold-ends', 'last-day', 'suspended', 'restored', 'renewal', 'ended', 'collection', 'collected'] as const;
const PROOF_CHANNELS = ['portal', 'email', 'webhook'] as const;
const OUTCOMES = ['sent', 'failed', 'kept'] as const;

export class ProofView {
  @ApiProperty({ enum: PROOF_CHANNELS, enumName: 'ProofChannel' }) channel: (typeof PROOF_CHANNELS)[number];
  @ApiProperty({ enum: OUTCOMES, enumName: 'ProofOutcome' }) outcome: (typeof OUTCOMES)[number];
  @ApiProperty() tries: number;
  @ApiProperty() lastAt: string;
}

export class TimelineEntryView {
  @ApiProperty() at: string;
  @ApiProperty({ description: 'the day in the lease’s zone' }) on: string;
  @ApiProperty({ enum: TENSES, enumName: 'TimelineTense', description: 'future: it comes if nobody pays' }) tense: (typeof TENSES)[number];
  @ApiProperty({ enum: KINDS, enumName: 'TimelineKind' }) kind: (typeof KINDS)[number];
  @ApiProperty({ type: String, nullable: true }) notice: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null also for an invoice that does not exist yet' }) invoiceNumber: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'invoiced, paid, credited, open; of a coming suspension: what paid before it keeps service on' })
  amount: string | null;

  @ApiProperty({ type: String, nullable: true }) untilOn: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: [ProofView] }) proofs: ProofView[];
}

export class TimelineView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty() now: string;
  @ApiProperty({ type: [String], description: 'where the lease stands, in the reader’s language' }) words: string[];
  @ApiProperty({ description: 'what paid before the coming suspension keeps service on' }) keeps: string;
  @ApiProperty({ type: [TimelineEntryView] }) entries: TimelineEntryView[];
}

export class ExplainedWordsView {
  @ApiProperty() leaseId: string;
  @ApiProperty() at: string;
  @ApiProperty({ type: [String] }) words: string[];
}

/** The explanation in sentences, in the reader's language. */
export function wordsOf({ lease, explanation, book }: ExplainedLease, language: NoticeLanguage): string[] {
  const { zone, currency } = book.contract;
  const suspendedAt = explanation.isSuspended ? (book.suspensions.at(-1)?.suspendedAt ?? null) : null;
  const numberOf = (invoice: number): string => lease.invoiceNumbers[invoice - 1] ?? `${invoice}`;
  return explainInWords(explanation, { leaseNumber: lease.number, zone, currency, numberOf, suspendedAt }, language);
}

export function timelineView({ explained, entries }: LeaseTimeline, language: NoticeLanguage): TimelineView {
  const { lease, explanation } = explained;
  const { currency, zone } = lease.book.contract;
  const entryView = (entry: ProvenEntry): TimelineEntryView => ({
    at: iso(entry.at),
    on: entry.on,
    tense: entry.tense,
    kind: entry.kind,
    notice: entry.notice,
    invoiceNumber: entry.invoice === null ? null : (lease.invoiceNumbers[entry.invoice - 1] ?? null),
    amount: entry.minor === null ? null : amountText(currency, entry.minor),
    untilOn: entry.untilOn,
    reason: entry.reason,
    proofs: entry.proofs.map(({ channel, outcome, tries, last_at }) => ({ channel, outcome, tries, lastAt: iso(last_at) })),
  });
  return {
    leaseId: lease.leaseId,
    leaseNumber: lease.number,
    zone,
    currency,
    now: iso(explanation.at),
    words: wordsOf(explained, language),
    keeps: amountText(currency, keepingMinor(explanation)),
    entries: entries.map(entryView),
  };
}
