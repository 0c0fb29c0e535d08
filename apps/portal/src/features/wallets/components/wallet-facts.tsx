import { useTranslation } from 'react-i18next';
import { Money, Price, useFormats } from '../../../ui/formats';
import { Facts } from '../../../ui/page';
import type { WalletView } from '../api';

/** A wallet in numbers: what is there, what is held, what is left. */
export function WalletFacts({ wallet }: { wallet: WalletView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { currency } = wallet;
  const mode = { label: t('wallet.billing'), value: t(`wallet.mode.${wallet.billing}`) };
  if (wallet.billing === 'postpaid' && Number(wallet.balance) === 0 && Number(wallet.owed) === 0) return <Facts facts={[mode]} />;
  const owed = Number(wallet.owed) > 0 ? [{ label: t('wallet.owed'), value: <Price amount={wallet.owed} currency={currency} /> }] : [];
  return (
    <Facts
      facts={[
        mode,
        { label: t('wallet.balance'), value: <Price amount={wallet.balance} currency={currency} /> },
        { label: t('wallet.reserved'), value: <Price amount={wallet.reserved} currency={currency} /> },
        { label: t('wallet.available'), value: <Price amount={wallet.available} currency={currency} /> },
        ...owed,
        { label: t('wallet.calls'), value: <span className="figure">{number(wallet.calls)}</span> },
        { label: t('wallet.lowBalance'), value: <Money amount={wallet.lowBalance} currency={currency} /> },
      ]}
    />
  );
}
