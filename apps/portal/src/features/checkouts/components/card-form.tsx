import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Cards are entered into Stripe's own form, in a frame of Stripe's: their numbers never reach this product. The API's security policy lets it in where Stripe is on. */
const STRIPE_JS = 'https://js.stripe.com/v3/';

interface StripeElements {
  create(kind: 'payment'): { mount(into: HTMLElement): void };
}

interface Confirmation {
  elements: StripeElements;
  confirmParams: { return_url: string };
  redirect: 'if_required';
}

interface Confirmed {
  error?: { message?: string };
}

interface BrowserStripe {
  elements(options: { clientSecret: string }): StripeElements;
  confirmPayment(order: Confirmation): Promise<Confirmed>;
  confirmSetup(order: Confirmation): Promise<Confirmed>;
}

type WithStripe = Window & { Stripe?: (key: string) => BrowserStripe };

function loadStripe(key: string): Promise<BrowserStripe> {
  return new Promise((resolve, reject) => {
    const open = (): void => {
      const stripe = (window as WithStripe).Stripe?.(key);
      if (stripe) resolve(stripe);
      else reject(new Error('Stripe’s form did not load'));
    };
    if ((window as WithStripe).Stripe) {
      open();
      return;
    }
    const script = document.createElement('script');
    script.src = STRIPE_JS;
    script.addEventListener('load', open);
    script.addEventListener('error', () => reject(new Error('Stripe’s form did not load')));
    document.head.append(script);
  });
}

interface CardFormProps {
  /** Pays now, or keeps the card for later. */
  does: 'pay' | 'save';
  clientSecret: string;
  publishableKey: string;
}

export function CardForm({ does, clientSecret, publishableKey }: CardFormProps) {
  const { t } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const form = useRef<{ stripe: BrowserStripe; elements: StripeElements } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let left = false;
    loadStripe(publishableKey).then(
      (stripe) => {
        if (left || !holder.current) return;
        const elements = stripe.elements({ clientSecret });
        elements.create('payment').mount(holder.current);
        form.current = { stripe, elements };
      },
      () => setFault(t('checkout.noForm')),
    );
    return () => {
      left = true;
    };
  }, [clientSecret, publishableKey, t]);
  const confirm = async (): Promise<void> => {
    if (!form.current) return;
    setBusy(true);
    const { stripe, elements } = form.current;
    const order: Confirmation = { elements, confirmParams: { return_url: window.location.href }, redirect: 'if_required' };
    const { error } = await (does === 'pay' ? stripe.confirmPayment(order) : stripe.confirmSetup(order));
    setFault(error ? (error.message ?? t('checkout.noForm')) : null);
    setBusy(false);
  };
  return (
    <div className="stack">
      <div ref={holder} />
      {fault !== null && <Alert type="warning" showIcon title={fault} />}
      <Button type="primary" loading={busy} onClick={() => void confirm()}>
        {does === 'pay' ? t('checkout.payCard') : t('methods.saveCard')}
      </Button>
    </div>
  );
}
