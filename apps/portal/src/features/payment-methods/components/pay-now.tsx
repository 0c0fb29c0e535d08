import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../ui/states';
import { CheckoutPanel } from '../../checkouts/components/checkout-panel';
import type { CheckoutTarget } from '../../checkouts/api';
import { listPaymentMethods, METHODS_KEY } from '../api';
import { methodName } from '../model';

interface PayNowProps {
  target: CheckoutTarget;
  /** The amount to pay, formatted. */
  amount: string;
  /** Pays at one press: with the saved default, or with the test card where no money moves. */
  pay: { readonly isPending: boolean; readonly error: unknown; mutate: (id: string) => void };
  onPaid?: () => void;
}

/** Every way to pay online: at one press where something can be charged so, and the gateway's own forms. */
export function PayNow({ target, amount, pay, onPaid }: PayNowProps) {
  const { t } = useTranslation();
  const read = useQuery({ queryKey: METHODS_KEY, queryFn: listPaymentMethods });
  if (!read.data?.offered) return null;
  const chosen = read.data.items.find((method) => method.isDefault);
  return (
    <>
      {(chosen !== undefined || read.data.testCard) && (
        <Button type="primary" size="large" block loading={pay.isPending} onClick={() => pay.mutate(target.id)}>
          {chosen ? t('methods.payWith', { amount, card: methodName(chosen) }) : t('invoices.payNow', { amount })}
        </Button>
      )}
      {read.data.testCard && <span className="muted">{t('invoices.demoGateway')}</span>}
      <ProblemNote error={pay.error} />
      <CheckoutPanel target={target} amount={amount} onPaid={onPaid} />
    </>
  );
}
