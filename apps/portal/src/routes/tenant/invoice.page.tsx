import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { documentAddress } from '../../features/documents/api';
import { PdfLinks } from '../../features/documents/components/pdf-links';
import { INVOICES_KEY, type InvoiceDetailView, payInvoice, readInvoice, verifyInvoice } from '../../features/invoices/api';
import { BankTransfer } from '../../features/invoices/components/bank-transfer';
import { InvoiceLines, Totals } from '../../features/invoices/components/invoice-lines';
import { RequestFapiao } from '../../features/fapiao/components/request-fapiao';
import { LineOrigin } from '../../features/invoices/components/line-origin';
import { VerifyButton } from '../../features/invoices/components/verify-button';
import { InvoiceStateTag } from '../../features/invoices/components/invoice-state';
import { SERVICE_KEY } from '../../features/service/api';
import { SEATS_KEY } from '../../features/seats/api';
import { PAYMENTS_KEY } from '../../features/payments/api';
import { PayNow } from '../../features/payment-methods/components/pay-now';
import { useAllowed } from '../../session/session';
import { isPositive } from '../../ui/format';
import { Day, Instant, Money, useFormats } from '../../ui/formats';
import { Facts, Page, Panel } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { useAction } from '../../ui/use-action';

function PayPanel({ invoice }: { invoice: InvoiceDetailView }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const manages = useAllowed('billing:manage');
  const pay = useAction(payInvoice, { stale: [INVOICES_KEY, PAYMENTS_KEY, SEATS_KEY, SERVICE_KEY], done: t('invoices.paidNow'), quiet: true });
  if (!isPositive(invoice.open)) return null;
  return (
    <Panel title={t('invoices.payTitle')}>
      <div className="stack">
        {invoice.gateway && manages && (
          <PayNow target={{ purpose: 'invoice', id: invoice.id }} amount={money(invoice.open, invoice.currency)} pay={pay} />
        )}
        <BankTransfer bank={invoice.bank} remark={invoice.number} amount={invoice.open} currency={invoice.currency} />
      </div>
    </Panel>
  );
}

function MoneyReceived({ invoice }: { invoice: InvoiceDetailView }) {
  const { t } = useTranslation();
  if (invoice.payments.length + invoice.creditNotes.length === 0) return null;
  return (
    <Panel title={t('invoices.history')}>
      <ul className="plain-list">
        {invoice.payments.map((payment, index) => (
          <li key={`payment-${String(index)}`} className="row row--between">
            <span>
              {t('invoices.payment')} · <Day on={payment.valueOn} /> {payment.reference && <span className="muted">{payment.reference}</span>}
            </span>
            <Money amount={payment.amount} currency={invoice.currency} />
          </li>
        ))}
        {invoice.creditNotes.map((note) => (
          <li key={note.number} className="row row--between">
            <span>
              {t('invoices.creditNote')} {note.number} · <Instant at={note.issuedAt} />
            </span>
            <Money amount={`-${note.total}`} currency={invoice.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The invoice and what belongs to it, as files to keep. */
function Files({ invoice }: { invoice: InvoiceDetailView }) {
  const { t } = useTranslation();
  const deposit = invoice.status === 'paid' && invoice.lines.some((line) => line.kind === 'deposit');
  return (
    <Panel title={t('pdf.title')}>
      <div className="stack">
        <PdfLinks name={t('pdf.invoice')} address={documentAddress.invoice(invoice.id)} />
        {deposit && <PdfLinks name={t('pdf.receipt')} address={documentAddress.depositReceipt(invoice.id)} />}
        {invoice.creditNotes.map((note) => (
          <PdfLinks key={note.id} name={t('pdf.creditNote', { number: note.number })} address={documentAddress.creditNote(note.id)} />
        ))}
        <span className="muted">{t('pdf.kept')}</span>
      </div>
    </Panel>
  );
}

function Paper({ invoice }: { invoice: InvoiceDetailView }) {
  const { t } = useTranslation();
  return (
    <article className="panel paper">
      <header className="row row--between">
        <div>
          <h2>
            {t(`invoices.kind.${invoice.kind}`)} <span className="figure">{invoice.number}</span>
          </h2>
          <span className="muted">{invoice.tenantName}</span>
        </div>
        <InvoiceStateTag status={invoice.status} />
      </header>
      <Facts
        facts={[
          { label: t('invoices.issued'), value: <Instant at={invoice.issuedAt} /> },
          { label: t('invoices.due'), value: <Day on={invoice.dueOn} /> },
          { label: t('seats.lease'), value: <Link to={`/leases/${invoice.leaseId}`}>{invoice.leaseNumber}</Link> },
        ]}
      />
      <InvoiceLines lines={invoice.lines} currency={invoice.currency} caption={t('invoices.lines')} origin={(line) => <LineOrigin invoiceId={invoice.id} line={line} currency={invoice.currency} />} />
      <Totals
        currency={invoice.currency}
        rows={[
          { label: t('invoices.net'), amount: invoice.net },
          { label: t('invoices.tax'), amount: invoice.tax },
          { label: t('invoices.total'), amount: invoice.total, strong: true },
          { label: t('invoices.paid'), amount: invoice.paid },
          ...(isPositive(invoice.credited) ? [{ label: t('invoices.credited'), amount: invoice.credited }] : []),
          ...(isPositive(invoice.writtenOff) ? [{ label: t('writeOff.amount'), amount: invoice.writtenOff }] : []),
          { label: t('invoices.open'), amount: invoice.open, strong: true, alarm: invoice.status === 'overdue' },
        ]}
      />
    </article>
  );
}

export function InvoicePage() {
  const { t } = useTranslation();
  const { invoiceId = '' } = useParams();
  const read = useQuery({ queryKey: [...INVOICES_KEY, 'one', invoiceId], queryFn: () => readInvoice(invoiceId) });
  const title = read.data ? t('invoices.title', { number: read.data.number }) : t('pages.invoices');
  return (
    <Page
      title={title}
      back={{ to: '/invoices', label: t('pages.invoices') }}
      actions={
        <>
          {read.data && <RequestFapiao invoiceId={invoiceId} invoiceNumber={read.data.number} />}
          <VerifyButton verify={() => verifyInvoice(invoiceId)} />
          <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
            {t('invoices.print')}
          </Button>
        </>
      }
    >
      <Loaded read={read} rows={10} framed>
        {(invoice) => (
          <div className="columns">
            <Paper invoice={invoice} />
            <div className="stack no-print">
              <PayPanel invoice={invoice} />
              <MoneyReceived invoice={invoice} />
              <Files invoice={invoice} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
