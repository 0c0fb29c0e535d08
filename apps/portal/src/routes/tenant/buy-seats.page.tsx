import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { INVOICES_KEY } from '../../features/invoices/api';
import { LEASES_KEY } from '../../features/leases/api';
import { ORDERS_KEY, type OrderView, placeOrder } from '../../features/orders/api';
import { OrderForm } from '../../features/orders/components/order-form';
import { OrderPlaced } from '../../features/orders/components/order-placed';
import { QuotePanel } from '../../features/orders/components/quote-panel';
import { type OrderDraft, quotable } from '../../features/orders/model';
import { SEATS_KEY } from '../../features/seats/api';
import { SERVICE_KEY } from '../../features/service/api';
import { useTenant } from '../../session/session';
import { dayOf } from '../../ui/format';
import { Page, Panel } from '../../ui/page';
import { ProblemNote } from '../../ui/states';
import { useAction } from '../../ui/use-action';

function Ordering({ onPlaced }: { onPlaced: (order: OrderView) => void }) {
  const { t } = useTranslation();
  const { zone } = useTenant();
  const [draft, setDraft] = useState<OrderDraft>(() => ({ seats: 1, months: 12, startOn: dayOf(new Date(), zone) }));
  const place = useAction(placeOrder, { stale: [ORDERS_KEY, INVOICES_KEY, SEATS_KEY, LEASES_KEY, SERVICE_KEY], quiet: true });
  const input = quotable(draft);
  const { reset } = place;
  const change = useCallback(
    (next: OrderDraft) => {
      setDraft(next);
      reset();
    },
    [reset],
  );
  const order = async () => {
    if (input !== null) onPlaced(await place.mutateAsync(input));
  };
  return (
    <div className="columns columns--even">
      <Panel title={t('orders.what')}>
        <OrderForm draft={draft} onChange={change} />
      </Panel>
      <div className="stack">
        <QuotePanel input={input} />
        <ProblemNote error={place.error} />
        <Button type="primary" size="large" disabled={input === null} loading={place.isPending} onClick={() => void order().catch(() => undefined)}>
          {t('orders.place')}
        </Button>
        <span className="muted">{t('orders.placeHint')}</span>
      </div>
    </div>
  );
}

/** The first order of a lease has its invoice at once, which is paid on its own page; a later one stands until it is paid. */
export function BuySeatsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [placed, setPlaced] = useState<OrderView | null>(null);
  const onPlaced = (order: OrderView) => {
    if (order.invoiceId === null) return setPlaced(order);
    void message.success(t('orders.orderedNow'));
    void navigate(`/invoices/${order.invoiceId}`);
  };
  return (
    <Page title={t('pages.buySeats')} intro={t('orders.intro')} back={{ to: '/seats', label: t('pages.seats') }}>
      {placed === null ? <Ordering onPlaced={onPlaced} /> : <OrderPlaced order={placed} />}
    </Page>
  );
}
