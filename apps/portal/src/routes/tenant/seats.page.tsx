import { PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listSeats, retrySeat, SEATS_KEY, type SeatView } from '../../features/seats/api';
import { EntitlementDrawer } from '../../features/seats/components/entitlement-drawer';
import { SeatStateWithCause } from '../../features/seats/components/seat-state';
import { useAllowed } from '../../session/session';
import { ButtonLink } from '../../ui/button-link';
import { type Column, DataTable } from '../../ui/data-table';
import { Instant } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { usePagedList } from '../../ui/use-paged-list';

function BuyButton() {
  const { t } = useTranslation();
  return (
    <ButtonLink to="/seats/buy" type="primary" icon={<PlusOutlined aria-hidden="true" />}>
      {t('seats.buy')}
    </ButtonLink>
  );
}

function useSeatColumns(edit: (seat: SeatView) => void): Column<SeatView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('seats:manage');
  const seesMoney = useAllowed('billing:read');
  const retry = useAction(retrySeat, { stale: [SEATS_KEY], done: t('seats.retried') });
  const actions: Column<SeatView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    width: 200,
    render: (seat) => (
      <span className="row">
        {seat.state === 'failed' && (
          <Button size="small" icon={<ReloadOutlined aria-hidden="true" />} loading={retry.isPending} onClick={() => retry.mutate(seat.id)}>
            {t('seats.retry')}
          </Button>
        )}
        <Button size="small" onClick={() => edit(seat)}>
          {t('seats.entitle')}
        </Button>
      </span>
    ),
  };
  return [
    { key: 'label', title: t('seats.seat'), render: (seat) => <strong>{seat.label}</strong> },
    { key: 'state', title: t('seats.stateTitle'), render: (seat) => <SeatStateWithCause state={seat.state} cause={seat.cause} retryAt={seat.retryAt} /> },
    {
      key: 'holder',
      title: t('seats.holder'),
      render: (seat) =>
        seat.holder === null ? (
          <span className="muted">{t('seats.free')}</span>
        ) : (
          <>
            {seat.holder.displayName} <span className="muted">{t('seats.since')}</span> <Instant at={seat.holder.since} />
          </>
        ),
    },
    {
      key: 'entitled',
      title: t('seats.entitled'),
      render: (seat) => (seat.entitled.length === 0 ? <span className="muted">{t('seats.nobody')}</span> : seat.entitled.map((member) => member.displayName).join(t('ui.comma'))),
    },
    { key: 'lease', title: t('seats.lease'), wideOnly: true, render: (seat) => (seesMoney ? <Link to={`/leases/${seat.leaseId}`}>{seat.leaseNumber}</Link> : seat.leaseNumber) },
    ...(manages ? [actions] : []),
  ];
}

export function SeatsPage() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<SeatView | null>(null);
  const seats = usePagedList(SEATS_KEY, listSeats);
  const columns = useSeatColumns(setEdited);
  const buys = useAllowed('billing:manage');
  return (
    <Page title={t('pages.seats')} intro={t('seats.intro')} actions={buys && <BuyButton />}>
      <DataTable
        caption={t('pages.seats')}
        columns={columns}
        source={seats}
        rowKey={(seat) => seat.id}
        empty={<EmptyState title={t('seats.emptyTitle')} hint={t('seats.emptyHint')} action={buys && <BuyButton />} />}
      />
      <EntitlementDrawer seat={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}
