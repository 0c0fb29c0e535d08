import { civilDateAt, addDays, type CivilDate, type Instant, startOfDay } from '@seatline/kernel';
import { halfUp, type NaiveBooks, type NaiveInvoice } from './naive-books';
import type { NaiveCall, NaiveStory } from './naive-story';

// Calls: what each costs, and which invoice takes it.

export interface NaiveRecord {
  readonly call: NaiveCall;
  readonly status: 'rated' | 'unanswered' | 'free' | 'quarantined';
  readonly prefix: string | null;
  readonly billedSeconds: number | null;
  readonly cost: bigint | null;
  invoice: number | null;
}

export function rateNaively(story: NaiveStory, call: NaiveCall): NaiveRecord {
  const nothing = { call, prefix: null, billedSeconds: 0, cost: 0n, invoice: null };
  const { answeredAt } = call;
  if (answeredAt === null || call.milliseconds === 0) return { ...nothing, status: 'unanswered' };
  if (call.inbound) return { ...nothing, status: 'free' };
  const digits = call.to.replace('+', '');
  const rows = story.deck.filter((row) => digits.startsWith(row.prefix) && row.from <= answeredAt && answeredAt < row.to);
  const row = rows.sort((a, b) => b.prefix.length - a.prefix.length)[0];
  if (row === undefined) return { ...nothing, status: 'quarantined', billedSeconds: null, cost: null };
  const seconds = Math.ceil(call.milliseconds / 1000);
  let billed = row.initial;
  while (billed < seconds) billed += row.increment;
  const cost = row.connect + halfUp(row.perMinute * BigInt(billed), 60n);
  return { call, status: 'rated', prefix: row.prefix, billedSeconds: billed, cost, invoice: null };
}

/** The close of the usage of the days from `from` to before `to`: its telephone invoice, when anything is to be billed. */
export function telephoneInvoice(
  story: NaiveStory,
  books: NaiveBooks,
  records: readonly NaiveRecord[],
  span: { from: CivilDate; to: CivilDate; closeAt: Instant },
): NaiveInvoice | null {
  const starts = startOfDay(span.from, story.zone);
  const ends = startOfDay(span.to, story.zone);
  const due = records.filter(({ call, cost, invoice }) => invoice === null && (cost ?? 0n) > 0n && (call.answeredAt as Instant) < ends);
  const own = due.filter(({ call }) => (call.answeredAt as Instant) >= starts);
  const earlier = due.filter(({ call }) => (call.answeredAt as Instant) < starts);
  const lineOf = (kind: string, of: readonly NaiveRecord[]) => {
    const micros = of.reduce((sum, { cost }) => sum + (cost ?? 0n), 0n);
    return of.length === 0 ? null : books.line(kind, halfUp(micros, 10n ** BigInt(6 - story.decimals)));
  };
  const lines = [lineOf('telephone', own), lineOf('prior-period', earlier)];
  if (lines.every((line) => line === null || line.net === 0n)) return null;
  const dueOn = addDays(civilDateAt(span.closeAt, story.zone), story.telephoneDueDays);
  const invoice = books.issue('telephone', span.closeAt, dueOn, lines);
  for (const record of due) record.invoice = invoice.number;
  return invoice;
}
