import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FloorNow } from '../../features/agents/components/floor-now';
import { RecentCalls } from '../../features/calls/components/recent-calls';
import { INVOICES_KEY, listInvoices } from '../../features/invoices/api';
import { InvoiceStateTag } from '../../features/invoices/components/invoice-state';
import { nextToPay } from '../../features/invoices/model';
import { listSeats, SEATS_KEY, type SeatView } from '../../features/seats/api';
import { SeatStateTag } from '../../features/seats/components/seat-state';
import { countByState } from '../../features/seats/model';
import { readServiceStatus, SERVICE_KEY } from '../../features/service/api';
import { FirstSteps } from '../../features/service/components/first-steps';
import { ServiceBanners } from '../../features/service/components/service-banners';
import { useAllowed, useTenant } from '../../session/session';
import { ButtonLink } from '../../ui/button-link';
import { Day, Money } from '../../ui/formats';
import { Page, Panel } from '../../ui/page';
import { EmptyState, Loaded } from '../../ui/states';

function SeatCounts({ seats }: { seats: readonly SeatView[] }) {
  const { t } = useTranslation();
  const buys = useAllowed('billing:manage');
  if (seats.length === 0) {
    const buy = (
      <ButtonLink to="/seats/buy" type="primary">
        {t('seats.buy')}
      </ButtonLink>
    );
    return <EmptyState title={t('seats.emptyTitle')} hint={t('seats.emptyHint')} action={buys && buy} />;
  }
  const held = seats.filter((seat) => seat.holder !== null).length;
  return (
    <dl className="counts">
      {countByState(seats).map(({ state, count }) => (
        <div key={state}>
          <dd>{count}</dd>
          <dt>
            <SeatStateTag state={state} />
          </dt>
        </div>
      ))}
      <div>
        <dd>{held}</dd>
        <dt className="muted">{t('service.inUse')}</dt>
      </div>
    </dl>
  );
}

function NextInvoice() {
  const { t } = useTranslation();
  const invoices = useQuery({ queryKey: [...INVOICES_KEY, 'next'], queryFn: () => listInvoices(null) });
  return (
    <Panel title={t('service.nextInvoice')}>
      <Loaded read={invoices} rows={2}>
        {(page) => {
          const next = nextToPay(page.items);
          if (next === null) return <p className="muted">{t('service.nothingToPay')}</p>;
          return (
            <div className="stack stack--tight">
              <span className="big-figure">
                <Money amount={next.open} currency={next.currency} />
              </span>
              <span className="row">
                <InvoiceStateTag status={next.status} /> {t('invoices.due')} <Day on={next.dueOn} />
              </span>
              <Link to={`/invoices/${next.id}`}>{t('invoices.title', { number: next.number })}</Link>
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}

export function OverviewPage() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const seesMoney = useAllowed('billing:read');
  const seesCalls = useAllowed('calls:read');
  const seesFloor = useAllowed('agents:read');
  const service = useQuery({ queryKey: SERVICE_KEY, queryFn: readServiceStatus });
  const seats = useQuery({ queryKey: [...SEATS_KEY, 'overview'], queryFn: listSeats });
  return (
    <Page title={t('pages.overview')} intro={tenant.name}>
      {service.data && <ServiceBanners status={service.data} />}
      <div className="columns">
        <Panel title={t('pages.seats')} extra={<Link to="/seats">{t('service.allSeats')}</Link>}>
          <Loaded read={seats} rows={3}>
            {(page) => <SeatCounts seats={page.items} />}
          </Loaded>
        </Panel>
        {seesMoney && <NextInvoice />}
      </div>
      {seats.data && <FirstSteps seats={seats.data.items} />}
      <div className="columns">
        {seesCalls && <RecentCalls />}
        {seesFloor && <FloorNow />}
      </div>
    </Page>
  );
}
