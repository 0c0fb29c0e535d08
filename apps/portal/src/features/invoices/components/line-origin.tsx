import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { addDays } from '../../../ui/format';
import { Day, Duration, Instant, Money, Price, useFormats } from '../../../ui/formats';
import { Loaded } from '../../../ui/states';
import { usePagedList } from '../../../ui/use-paged-list';
import { minutesText } from '../../included-minutes/model';
import { useRowName } from '../../decks/components/row-name';
import { INVOICES_KEY, type LineCallView, type LineInterruptionView, type LineOriginView, type LineSeatView, listLineCalls, listLineInterruptions, listLineSeats, readLineOrigins } from '../api';

interface LineOfInvoice {
  invoiceId: string;
  line: number;
  currency: string;
}

function IncludedInLine({ origin, currency }: { origin: LineOriginView; currency: string }) {
  const { t } = useTranslation();
  const { number, price } = useFormats();
  if (origin.includedSeconds === null) return null;
  return (
    <p>{t('includedMinutes.line', { minutes: minutesText(origin.includedSeconds, number), used: minutesText(origin.includedUsedSeconds ?? 0, number), cost: price(origin.includedCost ?? '0', currency) })}</p>
  );
}

function Arithmetic({ origin, currency }: { origin: LineOriginView; currency: string }) {
  const { t } = useTranslation();
  const { money, number, price } = useFormats();
  const sums = { net: money(origin.net, currency), tax: money(origin.tax, currency), taxPercent: number(Number(origin.taxPercent)), seats: number(origin.seats) };
  if (origin.clause === 'telephone') {
    return (
      <>
        <IncludedInLine origin={origin} currency={currency} />
        <p>{t('origin.telephone', { ...sums, calls: number(origin.calls ?? 0), cost: price(origin.cost ?? '0', currency) })}</p>
      </>
    );
  }
  if (origin.lateFee) {
    const { invoiceNumber, base, dailyPercent } = origin.lateFee;
    return <p>{t('lateFees.origin', { net: sums.net, number: invoiceNumber, days: origin.days ?? 0, base: money(base, currency), percent: dailyPercent })}</p>;
  }
  if (origin.clause === 'deposit') return <p>{t('origin.deposit', { ...sums, price: price(origin.price ?? '0', currency) })}</p>;
  if (origin.clause === 'maintenance') return <p>{t('serviceLevel.tax', sums)}</p>;
  return <p>{t(origin.dayCount === 'fixed30' ? 'origin.rentTaxFixed30' : 'origin.rentTax', sums)}</p>;
}

function Credits({ origin, currency }: { origin: LineOriginView; currency: string }) {
  const { t } = useTranslation();
  const { money, instant } = useFormats();
  if (origin.credits.length === 0) return null;
  return (
    <ul className="plain-list">
      {origin.credits.map((credit) => (
        <li key={credit.number}>{t('origin.credit', { number: credit.number, on: instant(credit.issuedAt), net: money(`-${credit.net}`, currency), tax: money(`-${credit.tax}`, currency) })}</li>
      ))}
    </ul>
  );
}

function Seats({ invoiceId, line, currency }: LineOfInvoice) {
  const { t } = useTranslation();
  const seats = usePagedList([...INVOICES_KEY, 'seats', invoiceId, line], (cursor) => listLineSeats(invoiceId, line, cursor));
  const columns: Column<LineSeatView>[] = [
    { key: 'seat', title: t('origin.seat'), render: (seat) => seat.label ?? `#${String(seat.number)}` },
    {
      key: 'span',
      title: t('invoices.span'),
      render: (seat) =>
        seat.fromOn && seat.toOn ? (
          <span>
            <Day on={seat.fromOn} /> – <Day on={addDays(seat.toOn, -1)} />
          </span>
        ) : (
          '–'
        ),
    },
    { key: 'days', title: t('invoices.days'), align: 'right', render: (seat) => <span className="figure">{seat.days ?? '–'}</span> },
    { key: 'share', title: t('origin.share'), align: 'right', render: (seat) => <Money amount={seat.net} currency={currency} /> },
  ];
  return <DataTable caption={t('origin.seats')} columns={columns} source={seats} rowKey={(seat) => seat.id} empty={null} />;
}

function CallPrice({ call, currency }: { call: LineCallView; currency: string }) {
  const { t } = useTranslation();
  const { price } = useFormats();
  if (call.perMinute === null) return <>–</>;
  const connect = call.connect !== null && Number(call.connect) > 0 ? ` ${t('origin.connect', { price: price(call.connect, currency) })}` : '';
  return <span className="figure">{t('origin.perMinute', { price: price(call.perMinute, currency) }) + connect}</span>;
}

function Calls({ invoiceId, line, currency }: LineOfInvoice) {
  const { t } = useTranslation();
  const rowName = useRowName();
  const calls = usePagedList([...INVOICES_KEY, 'calls', invoiceId, line], (cursor) => listLineCalls(invoiceId, line, cursor));
  const columns: Column<LineCallView>[] = [
    { key: 'called', title: t('origin.called'), render: (call) => <span className="figure">{call.calledNumber ?? '–'}</span> },
    { key: 'answered', title: t('origin.answered'), render: (call) => <Instant at={call.answeredAt} /> },
    { key: 'seat', title: t('origin.bySeat'), wideOnly: true, render: (call) => call.seatLabel ?? '–' },
    { key: 'deck', title: t('origin.deck'), render: (call) => (call.deckName === null ? '–' : t('origin.deckVersion', { name: call.deckName, version: call.deckVersion ?? 0, prefix: rowName(call) })) },
    { key: 'price', title: t('origin.price'), render: (call) => <CallPrice call={call} currency={currency} /> },
    { key: 'duration', title: t('origin.duration'), align: 'right', render: (call) => <Duration milliseconds={call.milliseconds} /> },
    { key: 'billed', title: t('origin.billed'), align: 'right', render: (call) => <span className="figure">{t('origin.seconds', { seconds: call.billedSeconds ?? 0 })}</span> },
    { key: 'cost', title: t('origin.cost'), align: 'right', render: (call) => <Price amount={call.cost ?? '0'} currency={currency} /> },
    { key: 'included', title: t('includedMinutes.ofCall'), align: 'right', wideOnly: true, render: (call) => <span className="figure">{call.includedSeconds === 0 ? '–' : t('origin.seconds', { seconds: call.includedSeconds })}</span> },
    { key: 'charged', title: t('includedMinutes.charged'), align: 'right', render: (call) => <Price amount={call.charged ?? '0'} currency={currency} /> },
  ];
  return <DataTable caption={t('origin.calls')} columns={columns} source={calls} rowKey={(call) => call.id} empty={null} />;
}

function Interruptions({ invoiceId, line }: LineOfInvoice) {
  const { t } = useTranslation();
  const interruptions = usePagedList([...INVOICES_KEY, 'interruptions', invoiceId, line], (cursor) => listLineInterruptions(invoiceId, line, cursor));
  const columns: Column<LineInterruptionView>[] = [
    { key: 'kind', title: t('serviceLevel.kindTitle'), render: (each) => t(`serviceLevel.kind.${each.kind}`) },
    { key: 'start', title: t('maintenance.start'), render: (each) => <Instant at={each.startAt} /> },
    { key: 'end', title: t('maintenance.end'), render: (each) => <Instant at={each.endAt} /> },
    { key: 'time', title: t('serviceLevel.seatTime'), align: 'right', render: (each) => <Duration milliseconds={each.seatSeconds * 1000} /> },
    { key: 'reason', title: t('operator.reason'), render: (each) => <span className="break">{each.reason}</span> },
  ];
  return <DataTable caption={t('serviceLevel.sources')} columns={columns} source={interruptions} rowKey={(each) => each.id} empty={null} />;
}

/** What made a line beyond its derivation: tax, the contract's clause, then its seats and their days, or its calls and their prices; and what was credited. */
export function LineOrigin({ invoiceId, line, currency }: LineOfInvoice) {
  const { t } = useTranslation();
  const origins = useQuery({ queryKey: [...INVOICES_KEY, 'origins', invoiceId], queryFn: () => readLineOrigins(invoiceId) });
  return (
    <Loaded read={origins} rows={3}>
      {({ items }) => {
        const origin = items.find((each) => each.line === line);
        if (!origin) return null;
        return (
          <div className="stack stack--tight derivation">
            <Arithmetic origin={origin} currency={currency} />
            <span className="muted">
              {t('origin.contract', { lease: origin.leaseNumber, contractVersion: origin.contractVersion, clause: origin.clauseNumber, clauseName: t(`origin.clause.${origin.clause}`), plan: origin.planCode, version: origin.planVersion })}
            </span>
            <Credits origin={origin} currency={currency} />
            {origin.clause === 'maintenance' && <Interruptions invoiceId={invoiceId} line={line} currency={currency} />}
            {origin.lateFee ? null : origin.clause === 'telephone' ? <Calls invoiceId={invoiceId} line={line} currency={currency} /> : <Seats invoiceId={invoiceId} line={line} currency={currency} />}
          </div>
        );
      }}
    </Loaded>
  );
}
