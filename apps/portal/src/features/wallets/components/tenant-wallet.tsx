import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { Panel } from '../../../ui/page';
import { Loaded } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import type { LeaseAddress } from '../../leases/api';
import { bookWalletTransfer, readTenantSpending, readTenantWallet, setTelephoneBilling, SPENDING_KEY, type WalletView, WALLETS_KEY } from '../api';
import { CapsDrawer } from './caps-drawer';
import { WalletFacts } from './wallet-facts';

interface DrawerProps {
  address: LeaseAddress;
  wallet: WalletView;
  open: boolean;
  onClose: () => void;
}

function TransferDrawer({ address, wallet, open, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const book = useAction(
    ({ amount, reference }: { amount: string; reference: string }) => bookWalletTransfer(address, { amount: amount.trim(), reference: reference.trim() }),
    { stale: [WALLETS_KEY], done: t('wallet.booked'), quiet: true },
  );
  return (
    <FormDrawer<{ amount: string; reference: string }> title={t('wallet.book')} open={open} onClose={onClose} submitLabel={t('operator.book')} initial={{}} onSubmit={book.mutateAsync}>
      {() => (
        <>
          <Form.Item name="amount" label={t('wallet.amount', { currency: wallet.currency })} rules={[{ required: true, pattern: /^\s*\d{1,13}(\.\d{1,3})?\s*$/, message: t('wallet.amountRule') }]} extra={t('wallet.topUpHint')}>
            <Input inputMode="decimal" autoComplete="off" className="figure" placeholder="100.00" />
          </Form.Item>
          <Form.Item name="reference" label={t('payments.reference')} rules={[{ required: true, whitespace: true, max: 140 }]} extra={t('operator.referenceHint')}>
            <Input maxLength={140} autoComplete="off" />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

function BillingDrawer({ address, wallet, open, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const change = useAction((values: { billing: 'prepaid' | 'postpaid'; reason: string }) => setTelephoneBilling(address, values), {
    stale: [WALLETS_KEY], done: t('wallet.changed'), quiet: true,
  });
  const other = wallet.billing === 'prepaid' ? 'postpaid' : 'prepaid';
  return (
    <FormDrawer<{ billing: 'prepaid' | 'postpaid'; reason: string }> title={t('wallet.change')} open={open} onClose={onClose} submitLabel={t('wallet.change')} initial={{ billing: other }} onSubmit={change.mutateAsync}>
      {() => (
        <>
          <Form.Item name="billing" label={t('wallet.changeTo')} extra={t('wallet.changeHint')}>
            <Select options={(['prepaid', 'postpaid'] as const).map((value) => ({ value, label: t(`wallet.mode.${value}`) }))} />
          </Form.Item>
          <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

/** The operator's look at how a lease's calls are paid, and the limits of its tenant. */
export function TenantWallet({ address }: { address: LeaseAddress }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'transfer' | 'billing' | 'limits' | null>(null);
  const close = () => setOpen(null);
  const wallet = useQuery({ queryKey: [...WALLETS_KEY, address.leaseId], queryFn: () => readTenantWallet(address) });
  const spending = useQuery({ queryKey: [...SPENDING_KEY, address.tenantId], queryFn: () => readTenantSpending(address.tenantId) });
  const buttons = (
    <span className="row">
      {wallet.data?.billing === 'prepaid' && <Button onClick={() => setOpen('transfer')}>{t('wallet.book')}</Button>}
      {wallet.data && <Button onClick={() => setOpen('billing')}>{t('wallet.change')}</Button>}
      {spending.data && <Button onClick={() => setOpen('limits')}>{t('wallet.limits')}</Button>}
    </span>
  );
  return (
    <Panel title={t('wallet.plain')} extra={buttons}>
      <Loaded read={wallet}>
        {(view) => (
          <>
            <WalletFacts wallet={view} />
            <TransferDrawer address={address} wallet={view} open={open === 'transfer'} onClose={close} />
            <BillingDrawer address={address} wallet={view} open={open === 'billing'} onClose={close} />
          </>
        )}
      </Loaded>
      {spending.data && <CapsDrawer spending={spending.data} tenantId={address.tenantId} open={open === 'limits'} onClose={close} />}
    </Panel>
  );
}
