import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useFormats } from '../../../ui/formats';
import { useNarrow } from '../../../ui/theme';
import { useAction } from '../../../ui/use-action';
import { PayNow } from '../../payment-methods/components/pay-now';
import { dropRefill, setRefill, topUpWallet, type WalletView, WALLETS_KEY } from '../api';

const AMOUNT = /^\s*\d{1,13}(\.\d{1,3})?\s*$/;

/** Money into the wallet, paid online at once. */
export function TopUpButton({ wallet }: { wallet: WalletView }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const [amount, setAmount] = useState('100.00');
  const valid = AMOUNT.test(amount) && Number(amount) > 0;
  const close = (): void => setOpen(false);
  const pay = useAction(topUpWallet, { stale: [WALLETS_KEY], done: t('wallet.toppedUp'), quiet: true });
  const wanted = amount.trim();
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('wallet.topUp')}
      </Button>
      <Drawer title={t('wallet.topUp')} open={open} onClose={close} size={narrow ? '100%' : 480} destroyOnHidden>
        <div className="stack">
          <Form layout="vertical">
            <Form.Item label={t('wallet.amount', { currency: wallet.currency })} htmlFor="top-up-amount" extra={t('wallet.topUpHint')} validateStatus={valid ? undefined : 'error'} help={valid ? undefined : t('wallet.amountRule')}>
              <Input id="top-up-amount" inputMode="decimal" autoComplete="off" className="figure" value={amount} onChange={(event) => setAmount(event.target.value)} />
            </Form.Item>
          </Form>
          {valid && (
            <PayNow
              key={wanted}
              target={{ purpose: 'wallet', id: wallet.leaseId, amount: wanted }}
              amount={money(wanted, wallet.currency)}
              pay={{ isPending: pay.isPending, error: pay.error, mutate: () => pay.mutate({ leaseId: wallet.leaseId, amount: wanted }, { onSuccess: close }) }}
            />
          )}
        </div>
      </Drawer>
    </>
  );
}

/** Whether the wallet is filled by itself from the saved card. */
export function RefillButton({ wallet }: { wallet: WalletView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const set = useAction(
    ({ below, amount }: { below?: string; amount?: string }) =>
      (below ?? '').trim() === '' ? dropRefill(wallet.leaseId) : setRefill(wallet.leaseId, { below: (below ?? '').trim(), amount: (amount ?? '').trim() }),
    { stale: [WALLETS_KEY], done: t('wallet.saved'), quiet: true },
  );
  const rule = { pattern: AMOUNT, message: t('wallet.amountRule') };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('wallet.refill')}</Button>
      <FormDrawer<{ below?: string; amount?: string }>
        title={t('wallet.refill')}
        open={open}
        onClose={() => setOpen(false)}
        submitLabel={t('wallet.refill')}
        initial={{ below: wallet.refillBelow ?? '', amount: wallet.refillAmount ?? '' }}
        onSubmit={set.mutateAsync}
      >
        {() => (
          <>
            <Form.Item name="below" label={t('wallet.refillBelow', { currency: wallet.currency })} extra={t('wallet.refillHint')} rules={[rule]}>
              <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="50.00" />
            </Form.Item>
            <Form.Item name="amount" label={t('wallet.refillAmount', { currency: wallet.currency })} dependencies={['below']} rules={[rule, ({ getFieldValue }) => ({ required: String(getFieldValue('below') ?? '').trim() !== '' })]}>
              <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="200.00" />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
