import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { useFormats } from '../../../ui/formats';
import { Facts } from '../../../ui/page';

interface BankTransferProps {
  bank: { accountName: string; bankName: string; accountNumber: string } | null;
  /** What the payer writes into the remark, so that the money finds its invoice. */
  remark: string;
  amount: string;
  currency: string;
}

export function BankTransfer({ bank, remark, amount, currency }: BankTransferProps) {
  const { t } = useTranslation();
  const { money } = useFormats();
  return (
    <div className="stack stack--tight">
      <p style={{ margin: 0 }}>{t('invoices.transferHow', { amount: money(amount, currency) })}</p>
      {bank && (
        <Facts
          facts={[
            { label: t('invoices.accountName'), value: bank.accountName },
            { label: t('invoices.bankName'), value: bank.bankName },
            { label: t('invoices.accountNumber'), value: <span className="mono">{bank.accountNumber}</span> },
          ]}
        />
      )}
      <span className="muted">{t('invoices.remark')}</span>
      <CopyField label={t('invoices.remark')} value={remark} />
      <p className="muted" style={{ margin: 0 }}>
        {t('invoices.valueDate')}
      </p>
    </div>
  );
}
