import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, QRCode, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { ORDERS_KEY } from '../../orders/api';
import { PAYMENTS_KEY } from '../../payments/api';
import { SEATS_KEY } from '../../seats/api';
import { SERVICE_KEY } from '../../service/api';
import { WALLETS_KEY } from '../../wallets/api';
import { beginCheckout, cancelCheckout, CHECKOUT_KEY, type CheckoutTarget, type CheckoutView, PAYMENT_METHODS, readCheckout } from '../api';
import { CardForm } from './card-form';

const ASK_EVERY_MILLISECONDS = 2_000;
const PAID_MAKES_STALE = [WALLETS_KEY, INVOICES_KEY, ORDERS_KEY, PAYMENTS_KEY, SEATS_KEY, SERVICE_KEY];

interface CheckoutPanelProps {
  target: CheckoutTarget;
  /** The amount to pay, formatted. */
  amount: string;
  onPaid?: () => void;
}

/** Pays with somebody at the screen: a way to pay is chosen, then what to do next is shown until the gateway says that it is done. */
export function CheckoutPanel({ target, amount, onPaid }: CheckoutPanelProps) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<CheckoutView | null>(null);
  const begin = useAction(beginCheckout, { stale: [], quiet: true });
  const choose = (method: (typeof PAYMENT_METHODS)[number]): void => begin.mutate({ target, method }, { onSuccess: setBegun });
  if (begun) return <UnderWay first={begun} onEnd={() => setBegun(null)} onPaid={onPaid} />;
  return (
    <div className="stack">
      <span id="ways-to-pay">{t('checkout.choose', { amount })}</span>
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

function UnderWay({ first, onEnd, onPaid }: { first: CheckoutView; onEnd: () => void; onPaid?: () => void }) {
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
    if (!isPaid) return;
    for (const queryKey of PAID_MAKES_STALE) void queries.invalidateQueries({ queryKey });
    onPaid?.();
  }, [isPaid, queries, onPaid]);
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
    return <CardForm does="pay" clientSecret={nextStep.clientSecret} publishableKey={checkout.publishableKey} />;
  }
  return (
    <span className="row">
      <Spin size="small" /> {t('checkout.waiting')}
    </span>
  );
}
