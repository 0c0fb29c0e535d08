import type { BillingHarness } from '../harness';
import type { NaiveStory } from './naive-story';

/** What can be seen of a lease: all of it is compared after every deed. Amounts in minor units, a wallet's in micros. */
export interface Account {
  readonly status: string;
  readonly endOn: string;
  readonly balances: Record<'receivable' | 'deposit' | 'unapplied' | 'refundable', string>;
  readonly wallet: Record<'balance' | 'owed', string>;
  readonly seats: readonly string[];
  readonly orders: readonly number[];
  readonly suspendedOn: readonly string[];
  readonly invoices: readonly string[];
  readonly creditNotes: readonly string[];
}

export function naiveAccount(lease: NaiveStory): Account {
  const { books, calls } = lease;
  const sum = (all: readonly bigint[]): string => String(all.reduce((a, b) => a + b, 0n));
  return {
    status: lease.ended ? 'ended' : lease.suspendedSince !== null ? 'suspended' : lease.seats.some(({ state }) => state === 'active') ? 'in-service' : 'open',
    endOn: lease.endOn,
    balances: {
      receivable: sum(books.openInvoices().map((invoice) => books.open(invoice))), deposit: sum(lease.seats.map(({ deposit }) => deposit)), unapplied: String(books.free),
      refundable: String(lease.refundable),
    },
    wallet: { balance: String(calls.wallet.balance), owed: String(calls.wallet.owed) },
    seats: lease.seats.map(({ number, state, endsOn }) => `${number} ${state} ${endsOn ?? ''}`),
    orders: lease.orders.map(({ seats }) => seats),
    suspendedOn: lease.suspensions,
    invoices: books.invoices.map((invoice) => {
      const lines = invoice.lines.map(({ kind, net, tax, from, to, seats }) => `${kind} ${net}+${tax} [${to === null ? '' : `${from ?? ''},${to}`}) of ${seats.length}`);
      return `${invoice.number} ${invoice.kind} due ${invoice.dueOn} paid ${invoice.paid} credited ${invoice.credited} given up ${invoice.givenUp}: ${lines.join('; ')}`;
    }),
    creditNotes: books.credits.map(({ invoice, net, tax }, place) => `${place + 1} of ${invoice}: ${net}+${tax}`),
  };
}

export async function tableAccount({ admin }: BillingHarness, leaseId: string): Promise<Account> {
  const rows = async (query: string): Promise<string[]> => (await admin.query<{ row: string }>(query, [leaseId])).rows.map(({ row }) => row);
  const [lease] = (await admin.query<Record<string, string>>(
    `select status, end_on::text as "endOn", receivable_minor::text as receivable, deposit_minor::text as deposit, unapplied_minor::text as unapplied, refundable_minor::text as refundable
     from lease_list where id = $1`, [leaseId])).rows;
  const [wallet] = (await admin.query<Record<string, string>>('select balance_micros::text as balance, owed_micros::text as owed from call_wallet where lease_id = $1', [leaseId])).rows;
  const { status, endOn, receivable, deposit, unapplied, refundable } = lease!;
  const seats = await rows("select number || ' ' || state || ' ' || coalesce(ends_on::text, '') as row from lease_seat where lease_id = $1 order by number");
  // Whether a lease without a usable seat is still pending or in service is a word that nothing depends on.
  const isOpen = (status === 'pending' || status === 'in-service') && !seats.some((seat) => seat.includes(' active '));
  return {
    status: isOpen ? 'open' : status!, endOn: endOn!, balances: { receivable: receivable!, deposit: deposit!, unapplied: unapplied!, refundable: refundable! },
    wallet: { balance: wallet?.['balance'] ?? '0', owed: wallet?.['owed'] ?? '0' },
    seats,
    orders: (await rows("select seats::text as row from lease_order where lease_id = $1 and state = 'standing' order by number")).map(Number),
    suspendedOn: await rows("select to_char(suspended_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as row from suspension where lease_id = $1 order by suspended_at"),
    invoices: await rows(`
      select v.sequence || ' ' || v.kind || ' due ' || v.due_on || ' paid ' || v.paid_minor || ' credited ' || v.credited_minor || ' given up ' || v.written_off_minor || ': ' ||
        string_agg(x.kind || ' ' || x.net_minor || '+' || x.tax_minor || ' [' || coalesce(coalesce(lower(x.service)::text, '') || ',' || upper(x.service), '') || ') of ' || cardinality(x.seat_numbers), '; ' order by x.line_no) as row
      from invoice_list v join invoice_line x on x.tenant_id = v.tenant_id and x.invoice_id = v.id where v.lease_id = $1
      group by v.sequence, v.kind, v.due_on, v.paid_minor, v.credited_minor, v.written_off_minor order by v.sequence`),
    creditNotes: await rows(`
      select n.sequence || ' of ' || i.sequence || ': ' || sum(l.net_minor) || '+' || sum(l.tax_minor) as row from credit_note n
      join credit_note_line l on l.tenant_id = n.tenant_id and l.credit_note_id = n.id join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
      where n.lease_id = $1 group by n.sequence, i.sequence order by n.sequence`),
  };
}
