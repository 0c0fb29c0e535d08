import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Money, Price, useFormats } from '../../../ui/formats';
import { useCodeText } from '../../../ui/use-code-text';

interface PriceReason {
  listPrice: string;
  tier: { mode: 'graduated' | 'volume'; fromSeat: number; throughSeat: number | null } | null;
  discountPercent: string;
  free: boolean;
}

/** A line as an invoice and a quote both have it. `toOn` is exclusive; people read the last day. */
export interface BilledLine {
  kind: string;
  seats?: number | null;
  unitPrice?: string | null;
  fromOn?: string | null;
  toOn?: string | null;
  days?: number | null;
  periodDays?: number | null;
  seatPrice?: string | null;
  priceBasis?: PriceReason | null;
  fee?: { en: string; zh: string } | null;
  net: string;
  tax: string;
}

interface Keyed extends BilledLine {
  key: string;
}

function Span({ line }: { line: BilledLine }) {
  if (!line.fromOn || !line.toOn) return <span className="muted">–</span>;
  return (
    <span>
      <Day on={line.fromOn} /> – <Day on={addDays(line.toOn, -1)} />
    </span>
  );
}

/** Which tier, which discount, or that the seats are free: why a seat's price is not the plan's. */
function PriceReasons({ basis, currency }: { basis: PriceReason; currency: string }) {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  if (basis.free) return <p className="derivation">{t('pricing.free')}</p>;
  const { tier } = basis;
  const price = money(basis.listPrice, currency);
  return (
    <>
      {tier && (
        <p className="derivation">
          {tier.throughSeat === null
            ? t(`pricing.tier.${tier.mode}Open`, { from: tier.fromSeat, price })
            : t(`pricing.tier.${tier.mode}`, { from: tier.fromSeat, through: tier.throughSeat, price })}
        </p>
      )}
      {Number(basis.discountPercent) > 0 && <p className="derivation">{t('pricing.discount', { percent: number(Number(basis.discountPercent)), price })}</p>}
    </>
  );
}

/** How the amount came about: price × days ÷ days of the period, rounded once a seat, times the seats. */
function Derivation({ line, currency }: { line: BilledLine; currency: string }) {
  const { t } = useTranslation();
  const { price, money, number } = useFormats();
  if (line.kind === 'sla') {
    const whole = line.seatPrice ?? line.unitPrice ?? '0';
    return <p className="derivation">{t('serviceLevel.derivation', { days: line.days ?? 0, seats: number(line.seats ?? 1), price: price(whole, currency), net: money(line.net, currency) })}</p>;
  }
  if (line.days && line.periodDays) {
    const seats = number(line.seats ?? 1);
    const whole = line.seatPrice ?? line.unitPrice;
    return (
      <>
        {line.priceBasis && <PriceReasons basis={line.priceBasis} currency={currency} />}
        <p className="derivation">
          {whole
            ? t('invoices.derivation', { price: price(whole, currency), days: line.days, periodDays: line.periodDays, seats, net: money(line.net, currency) })
            : t('invoices.derivationDays', { days: line.days, periodDays: line.periodDays, seats, net: money(line.net, currency) })}
        </p>
      </>
    );
  }
  if (line.kind === 'late-fee') return <p className="derivation">{t('lateFees.derivation', { days: line.days ?? 0 })}</p>;
  if (line.kind === 'fee') return <p className="derivation">{t('pricing.fee')}</p>;
  return <p className="derivation">{line.kind === 'deposit' ? t('invoices.derivationDeposit') : t('invoices.derivationCalls')}</p>;
}

interface InvoiceLinesProps {
  lines: readonly BilledLine[];
  currency: string;
  caption: string;
  /** What made the line at a place, counted from 1; a quote has only its arithmetic. */
  origin?: (line: number) => ReactNode;
}

/** Lines as on paper; each opens in place into what made it. */
export function InvoiceLines({ lines, currency, caption, origin }: InvoiceLinesProps) {
  const { t, i18n } = useTranslation();
  const kind = useCodeText('invoices.line');
  const feeName = (fee: { en: string; zh: string }) => (i18n.language.startsWith('zh') ? fee.zh : fee.en);
  const rows: Keyed[] = lines.map((line, index) => ({ ...line, key: String(index) }));
  const columns: Column<Keyed>[] = [
    { key: 'kind', title: t('invoices.lineTitle'), render: (line) => (line.fee ? feeName(line.fee) : kind(line.kind)) },
    { key: 'span', title: t('invoices.span'), render: (line) => <Span line={line} /> },
    { key: 'days', title: t('invoices.days'), align: 'right', render: (line) => <span className="figure">{line.days && line.periodDays ? `${line.days}/${line.periodDays}` : '–'}</span> },
    { key: 'seats', title: t('invoices.seats'), align: 'right', render: (line) => <span className="figure">{line.seats ?? '–'}</span> },
    ...(lines.some((line) => line.unitPrice)
      ? [{ key: 'price', title: t('invoices.price'), align: 'right' as const, render: (line: Keyed) => (line.unitPrice ? <Price amount={line.unitPrice} currency={currency} /> : '–') }]
      : []),
    { key: 'net', title: t('invoices.net'), align: 'right', render: (line) => <Money amount={line.net} currency={currency} /> },
    { key: 'tax', title: t('invoices.tax'), align: 'right', render: (line) => <Money amount={line.tax} currency={currency} /> },
  ];
  return <DataTable caption={caption} columns={columns} source={{ rows, error: null, refetch: () => undefined }} rowKey={(line) => line.key} empty={null} expand={(line) => (
        <>
          <Derivation line={line} currency={currency} />
          {origin?.(Number(line.key) + 1)}
        </>
      )} />;
}

/** Net, tax and the sum, with their digits in one column. */
export function Totals({ rows, currency }: { rows: readonly { label: string; amount: string; strong?: boolean; alarm?: boolean }[]; currency: string }) {
  return (
    <dl className="totals">
      {rows.map((row) => (
        <div key={row.label} className={row.strong ? 'totals__sum' : undefined}>
          <dt>{row.label}</dt>
          <dd className={row.alarm ? 'alarm-text' : undefined}>
            <Money amount={row.amount} currency={currency} strong={row.strong ?? false} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
