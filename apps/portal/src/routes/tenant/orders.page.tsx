import { CheckCircleOutlined, ClockCircleOutlined, FileTextOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { INVOICES_KEY } from '../../features/invoices/api';
import { cancelOrder, listOrders, ORDERS_KEY, type OrderView } from '../../features/orders/api';
import { OrderPlaced } from '../../features/orders/components/order-placed';
import { orderProgress, type OrderProgress, payBy } from '../../features/orders/model';
import { SEATS_KEY } from '../../features/seats/api';
import { useAllowed } from '../../session/session';
import { ButtonLink } from '../../ui/button-link';
import { type Column, DataTable } from '../../ui/data-table';
import { Day, Instant, Money } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useNarrow } from '../../ui/theme';
import { type Tone, ToneTag } from '../../ui/tone';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

const LOOKS: Record<OrderProgress, { tone: Tone; icon: ReactNode }> = {
  standing: { tone: 'info', icon: <ClockCircleOutlined /> },
  filled: { tone: 'good', icon: <CheckCircleOutlined /> },
  invoiced: { tone: 'info', icon: <FileTextOutlined /> },
  lapsed: { tone: 'neutral', icon: <StopOutlined /> },
  cancelled: { tone: 'neutral', icon: <StopOutlined /> },
};

function useOrderColumns(onPay: (order: OrderView) => void): Column<OrderView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const cancel = useAction(cancelOrder, { stale: [ORDERS_KEY, INVOICES_KEY, SEATS_KEY], done: t('cancelOrder.done') });
  const confirm = useConfirm();
  const askToCancel = (order: OrderView) =>
    confirm({
      title: t('cancelOrder.title'),
      consequence: t('cancelOrder.consequence', { seats: order.seats }),
      confirmLabel: t('cancelOrder.confirm'),
      onConfirm: () => cancel.mutateAsync(order.id),
    });
  return [
    { key: 'at', title: t('orders.orderedAt'), render: (order) => <Instant at={order.orderedAt} /> },
    {
      key: 'status',
      title: t('orders.statusTitle'),
      render: (order) => (
        <ToneTag tone={LOOKS[orderProgress(order)].tone} icon={LOOKS[orderProgress(order)].icon}>
          {t(`orders.status.${orderProgress(order)}`)}
        </ToneTag>
      ),
    },
    { key: 'seats', title: t('orders.seats'), align: 'right', render: (order) => <span className="figure">{order.seats}</span> },
    { key: 'lease', title: t('seats.lease'), render: (order) => <Link to={`/leases/${order.leaseId}`}>{order.leaseNumber}</Link> },
    { key: 'lapses', title: t('orders.lapsesOn'), render: (order) => <Day on={payBy(order)} /> },
    { key: 'total', title: t('invoices.total'), align: 'right', render: (order) => <Money amount={order.total} currency={order.currency} /> },
    {
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      width: 180,
      render: (order) =>
        order.status === 'standing' && manages ? (
          <span className="row">
            <Button size="small" type="primary" onClick={() => onPay(order)}>
              {t('orders.pay')}
            </Button>
            <Button size="small" onClick={() => askToCancel(order)}>
              {t('cancelOrder.action')}
            </Button>
          </span>
        ) : order.invoiceId ? (
          <Link to={`/invoices/${order.invoiceId}`}>{t('orders.toInvoice')}</Link>
        ) : null,
    },
  ];
}

export function OrdersPage() {
  const { t } = useTranslation();
  const [paying, setPaying] = useState<OrderView | null>(null);
  const columns = useOrderColumns(setPaying);
  const narrow = useNarrow();
  const orders = usePagedList(ORDERS_KEY, listOrders);
  const buy = (
    <ButtonLink to="/seats/buy" type="primary">
      {t('seats.buy')}
    </ButtonLink>
  );
  return (
    <Page title={t('pages.orders')} intro={t('orders.listIntro')}>
      <Drawer title={t('orders.pay')} open={paying !== null} onClose={() => setPaying(null)} size={narrow ? '100%' : 640} destroyOnHidden>
        {paying && <OrderPlaced order={paying} />}
      </Drawer>
      <DataTable caption={t('pages.orders')} columns={columns} source={orders} rowKey={(order) => order.id} empty={<EmptyState title={t('orders.emptyTitle')} hint={t('orders.emptyHint')} action={buy} />} />
    </Page>
  );
}
