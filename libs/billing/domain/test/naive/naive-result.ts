import { formatInstant, type Instant } from '@seatline/kernel';
import type { NaiveInvoice, NaiveLine } from './naive-books';
import { NaiveReplay } from './naive-replay';
import { type NaiveStory, readNaively } from './naive-story';

// Writes what the model found as the result that the contract of `seatline simulate` describes.

/** An integer of smallest units with the given decimals: (1205n, 2) is "12.05". */
function write(amount: bigint, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function simulateNaively(text: string): unknown {
  const story = readNaively(text);
  const replay = new NaiveReplay(story).run();
  const { books } = replay;
  const amount = (minor: bigint) => write(minor, story.decimals);
  const at = (instant: Instant) => formatInstant(instant, story.zone);
  const active = books.seats.filter((seat) => seat.activated && !seat.released).length;
  return {
    timeline: replay.timeline.map((entry) =>
      Object.fromEntries(Object.entries({ ...entry, at: at(entry.at) }).map(([key, value]) => [key, typeof value === 'bigint' ? amount(value) : value])),
    ),
    invoices: books.invoices.map((invoice) => invoiceOf(story, invoice, books.open(invoice))),
    creditNotes: books.credits.map(({ number, invoice, issuedAt, net, tax }) => ({
      number, invoice, issuedAt: at(issuedAt), net: amount(net), tax: amount(tax), total: amount(net + tax),
    })),
    calls: replay.records.map(({ call, prefix, billedSeconds, status, cost, invoice }) => ({
      id: call.id, prefix, billedSeconds, status, cost: cost === null ? null : write(cost, 6), invoice,
    })),
    balances: {
      receivable: amount(books.invoices.reduce((sum, invoice) => sum + books.open(invoice), 0n)),
      deposit: amount(replay.depositBalance()),
      unapplied: amount(books.unapplied),
    },
    seats: { active: replay.suspended ? 0 : active, suspended: replay.suspended ? active : 0 },
    conserved: true,
  };
}

function invoiceOf(story: NaiveStory, invoice: NaiveInvoice, open: bigint): unknown {
  const amount = (minor: bigint) => write(minor, story.decimals);
  const net = invoice.lines.reduce((sum, line) => sum + line.net, 0n);
  const tax = invoice.lines.reduce((sum, line) => sum + line.tax, 0n);
  return {
    number: invoice.number,
    kind: invoice.kind,
    issuedAt: formatInstant(invoice.issuedAt, story.zone),
    dueOn: invoice.dueOn,
    lines: invoice.lines.map((line) => lineOf(line, amount)),
    net: amount(net),
    tax: amount(tax),
    total: amount(net + tax),
    paid: amount(invoice.paid),
    credited: amount(invoice.credited),
    open: amount(open),
  };
}

function lineOf(line: NaiveLine, amount: (minor: bigint) => string): unknown {
  const days =
    line.period === undefined
      ? {}
      : { fromOn: line.from, toOn: line.to, days: line.charges.length === 0 ? 0 : daysOf(line), periodDays: line.period.periodDays };
  return {
    kind: line.kind,
    ...(line.seats === undefined ? {} : { seats: line.seats }),
    ...days,
    net: amount(line.net),
    tax: amount(line.tax),
  };
}

function daysOf(line: NaiveLine): number {
  return (Date.parse(line.to as string) - Date.parse(line.from as string)) / 86_400_000;
}
