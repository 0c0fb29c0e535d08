import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, QRCode, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats';
import { ProblemNote } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY, type InvoiceDetailView } from '../../invoices/api';
import { PAYMENTS_KEY } from '../../payments/api';
import { SEATS_KEY } from '../../seats/api';
import { SERVICE_KEY } from '../../service/api';
import { beginInvoiceCheckout, cancelCheckout, CHECKOUT_KEY, type CheckoutView, PAYMENT_METHODS, readCheckout } from '../api';
import { CardForm } from './card-form';

const ASK_EVERY_MILLISECONDS = 2_000;
const PAID_MAKES_STALE = [INVOICES_KEY, PAYMENTS_KEY, SEATS_KEY, SERVICE_KEY];

/** Pays an invoice with somebody at the screen: a way to pay is chosen, then what to do next is shown until the gateway says that it is done. */
export function CheckoutPanel({ invoice }: { invoice: InvoiceDetailView }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const [begun, setBegun] = useState<CheckoutView | null>(null);
  const begin = useAction(beginInvoiceCheckout, { stale: [], quiet: true });
  const choose = (method: (typeof PAYMENT_METHODS)[number]): void => begin.mutate({ id: invoice.id, method }, { onSuccess: setBegun });
  if (begun) return <UnderWay first={begun} onEnd={() => setBegun(null)} />;
  return (
    <div className="stack">
      <span id="ways-to-pay">{t('checkout.choose', { amount: money(invoice.open, invoice.currency) })}</span>
      <div className="row" role="group" aria-labelledby="ways-to-pay">
        {PAYMENT_METHODS.map((method) => (
          <Button key={method} loading={begin.isPending && begin.variables?.method === method} onClick={() => choose(method)}>
            {t(`checkout.method.${method}`)}
          </Button>
        ))}
      </div>
      <ProblemNote error={begin.error} />
    </div>
  );
}

function UnderWay({ first, onEnd }: { first: CheckoutView; onEnd: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: checkout } = useQuery({
    queryKey: [...CHECKOUT_KEY, first.id],
    queryFn: () => readCheckout(first.id),
    initialData: first,
    refetchInterval: (query) => (query.state.data?.state === 'created' ? ASK_EVERY_MILLISECONDS : false),
  });
  const cancel = useAction(cancelCheckout, { stale: [[...CHECKOUT_KEY, first.id]] });
  const isPaid = checkout.state === 'succeeded';
  useEffect(() => {
    if (isPaid) for (const queryKey of PAID_MAKES_STALE) void queries.invalidateQueries({ queryKey });
  }, [isPaid, queries]);
  if (isPaid) return <Alert type="success" showIcon title={t('invoices.paidNow')} />;
  if (checkout.state === 'declined') {
    return (
      <div className="stack">
        <Alert type="warning" showIcon title={t('checkout.declined', { cause: checkout.cause ?? '' })} />
        <Button onClick={onEnd}>{t('checkout.again')}</Button>
      </div>
    );
  }
  return (
    <div className="stack" aria-live="polite">
      <WhatNext checkout={checkout} />
      <Button loading={cancel.isPending} onClick={() => cancel.mutate(checkout.id)}>
        {t('checkout.cancel')}
      </Button>
    </div>
  );
}

function WhatNext({ checkout }: { checkout: CheckoutView }) {
  const { t } = useTranslation();
  const { nextStep } = checkout;
  if (nextStep?.kind === 'qr-code' && nextStep.content) {
    return (
      <>
        <span>{t('checkout.scan')}</span>
        <QRCode value={nextStep.content} aria-label={t('checkout.code')} />
      </>
    );
  }
  if (nextStep?.kind === 'redirect' && nextStep.url) {
    return (
      <>
        <span>{t('checkout.away')}</span>
        <Button type="primary" href={nextStep.url} target="_blank" rel="noreferrer">
          {t('checkout.toWallet')}
        </Button>
      </>
    );
  }
  if (nextStep?.kind === 'card-form' && nextStep.clientSecret && checkout.publishableKey) {
    return <CardForm clientSecret={nextStep.clientSecret} publishableKey={checkout.publishableKey} />;
  }
  return (
    <span className="row">
      <Spin size="small" /> {t('checkout.waiting')}
    </span>
  );
}
