import { CheckCircleOutlined } from '@ant-design/icons';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../ui/button-link';
import { useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { BankTransfer } from '../../invoices/components/bank-transfer';
import { PayNow } from '../../payment-methods/components/pay-now';
import { SEATS_KEY } from '../../seats/api';
import { ORDERS_KEY, type OrderView, payOrder } from '../api';
import { payBy } from '../model';

/** The order stands; how it is paid, and what follows. */
export function OrderPlaced({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const { money, day } = useFormats();
  const pay = useAction(payOrder, { stale: [ORDERS_KEY, INVOICES_KEY, SEATS_KEY], done: t('invoices.paidNow'), quiet: true });
  const [atScreen, setAtScreen] = useState(false);
  const onPaid = useCallback(() => setAtScreen(true), []);
  const isPaid = pay.isSuccess || atScreen;
  return (
    <Panel>
      <div className="stack" style={{ maxWidth: 640 }}>
        <div className="blank" style={{ paddingBlock: 12 }} role="status">
          <CheckCircleOutlined className="blank__icon" aria-hidden="true" />
          <strong>{isPaid ? t('orders.paidTitle') : t('orders.placedTitle', { seats: order.seats })}</strong>
          <p>{isPaid ? t('orders.paidHint') : t('orders.placedHint', { lapses: day(payBy(order) ?? '') })}</p>
        </div>
        {isPaid ? (
          <div className="row" style={{ justifyContent: 'center' }}>
            <ButtonLink to="/seats" type="primary">
              {t('orders.toSeats')}
            </ButtonLink>
          </div>
        ) : (
          <>
            <PayNow target={{ purpose: 'order', id: order.id }} amount={money(order.total, order.currency)} pay={pay} onPaid={onPaid} />
            <BankTransfer bank={null} remark={order.leaseNumber} amount={order.total} currency={order.currency} />
          </>
        )}
      </div>
    </Panel>
  );
}
