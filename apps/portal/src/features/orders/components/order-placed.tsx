import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../ui/button-link';
import { useFormats } from '../../../ui/formats';
import { Panel } from '../../../ui/page';
import { ProblemNote } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { BankTransfer } from '../../invoices/components/bank-transfer';
import { SEATS_KEY } from '../../seats/api';
import { ORDERS_KEY, type OrderView, payOrder } from '../api';
import { payBy } from '../model';

/** The order stands; how it is paid, and what follows. */
export function OrderPlaced({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const { money, day } = useFormats();
  const pay = useAction(payOrder, { stale: [ORDERS_KEY, INVOICES_KEY, SEATS_KEY], done: t('invoices.paidNow'), quiet: true });
  return (
    <Panel>
      <div className="stack" style={{ maxWidth: 640 }}>
        <div className="blank" style={{ paddingBlock: 12 }} role="status">
          <CheckCircleOutlined className="blank__icon" aria-hidden="true" />
          <strong>{pay.isSuccess ? t('orders.paidTitle') : t('orders.placedTitle', { seats: order.seats })}</strong>
          <p>{pay.isSuccess ? t('orders.paidHint') : t('orders.placedHint', { lapses: day(payBy(order) ?? '') })}</p>
        </div>
        {pay.isSuccess ? (
          <div className="row" style={{ justifyContent: 'center' }}>
            <ButtonLink to="/seats" type="primary">
              {t('orders.toSeats')}
            </ButtonLink>
          </div>
        ) : (
          <>
            <div className="row" style={{ justifyContent: 'center' }}>
              <Button type="primary" size="large" loading={pay.isPending} onClick={() => pay.mutate(order.id)}>
                {t('invoices.payNow', { amount: money(order.total, order.currency) })}
              </Button>
            </div>
            <ProblemNote error={pay.error} />
            <BankTransfer bank={null} remark={order.leaseNumber} amount={order.total} currency={order.currency} />
          </>
        )}
      </div>
    </Panel>
  );
}
