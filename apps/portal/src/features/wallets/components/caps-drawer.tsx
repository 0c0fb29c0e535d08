import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { setSpendingCaps, setSpendingLimits, SPENDING_KEY, type SpendingView } from '../api';
import { capsOf, type CapValues, capValues, FORM_METERS } from '../model';

interface CapsDrawerProps {
  spending: SpendingView;
  /** Given: the operator's limits of this tenant; otherwise the tenant's own caps. */
  tenantId?: string;
  open: boolean;
  onClose: () => void;
}

/** Four caps: the company and each seat, a day and a month. */
export function CapsDrawer({ spending, tenantId, open, onClose }: CapsDrawerProps) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const side = tenantId === undefined ? 'tenant' : 'operator';
  const limits = capValues(spending, 'operator');
  const set = useAction(
    (values: CapValues) => {
      const caps = capsOf(values, spending, side);
      return tenantId === undefined ? setSpendingCaps({ caps }) : setSpendingLimits(tenantId, { caps });
    },
    { stale: [SPENDING_KEY], done: t('caps.done'), quiet: true },
  );
  return (
    <FormDrawer<CapValues>
      title={t(side === 'tenant' ? 'caps.set' : 'caps.setOperator')}
      open={open}
      onClose={onClose}
      submitLabel={t(side === 'tenant' ? 'caps.set' : 'caps.setOperator')}
      initial={capValues(spending, side)}
      onSubmit={set.mutateAsync}
    >
      {() => (
        <>
          <p>{t('caps.setHint')}</p>
          {side === 'operator' && <p>{t('caps.operatorHint')}</p>}
          {FORM_METERS.map((meter) => (
            <Form.Item
              key={meter}
              name={meter}
              label={t(`caps.field.${meter}`, { currency: spending.currency })}
              rules={[{ pattern: /^\s*\d{1,13}(\.\d{1,3})?\s*$/, message: t('wallet.amountRule') }]}
              extra={side === 'tenant' && limits[meter] !== undefined ? t('caps.operatorLimit', { amount: money(limits[meter], spending.currency) }) : undefined}
            >
              <Input inputMode="decimal" autoComplete="off" className="figure" />
            </Form.Item>
          ))}
        </>
      )}
    </FormDrawer>
  );
}
