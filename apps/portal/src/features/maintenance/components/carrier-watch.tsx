import { DisconnectOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Duration, Instant, useFormats } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { Banner } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import { usePagedList } from '../../../ui/use-paged-list';
import { CARRIER_OUTS_KEY, type CarrierOutView, listCarrierOuts, listWatchedCarriers, WATCHED_CARRIERS_KEY } from '../api';

const LOOK_MS = 15_000;

/** Which carriers cannot be reached at this moment. */
export function CarriersOut() {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const carrierName = useCodeText('numbers.carrierName');
  const { data } = useQuery({ queryKey: WATCHED_CARRIERS_KEY, queryFn: listWatchedCarriers, refetchInterval: LOOK_MS });
  return (
    <>
      {data?.items.map(({ carrier, outSince }) =>
        outSince === null ? null : (
          <Banner key={carrier} tone="warn" icon={<DisconnectOutlined />} title={t('carrierWatch.outNow', { carrier: carrierName(carrier), since: instant(outSince) })}>
            <p>{t('carrierWatch.consequence')}</p>
          </Banner>
        ),
      )}
    </>
  );
}

/** The times in which carriers could not be reached, as they were measured. */
export function CarrierWatch() {
  const { t } = useTranslation();
  const carrierName = useCodeText('numbers.carrierName');
  const cause = useCodeText('carrierWatch.cause');
  const outs = usePagedList(CARRIER_OUTS_KEY, listCarrierOuts, { refetchInterval: LOOK_MS });
  const columns: Column<CarrierOutView>[] = [
    { key: 'carrier', title: t('carrierWatch.carrier'), render: (out) => carrierName(out.carrier) },
    { key: 'from', title: t('maintenance.start'), render: (out) => <Instant at={out.fromAt} /> },
    { key: 'until', title: t('maintenance.end'), render: (out) => (out.untilAt === null ? t('carrierWatch.goesOn') : <Instant at={out.untilAt} />) },
    {
      key: 'length', title: t('maintenance.length'), align: 'right',
      render: (out) => (out.untilAt === null ? '–' : <Duration milliseconds={Date.parse(out.untilAt) - Date.parse(out.fromAt)} />),
    },
    { key: 'cause', title: t('carrierWatch.causeTitle'), render: (out) => cause(out.cause) },
  ];
  return (
    <section>
      <h2 className="section-title">{t('carrierWatch.title')}</h2>
      <p className="muted">{t('carrierWatch.intro')}</p>
      <DataTable caption={t('carrierWatch.title')} columns={columns} source={outs} rowKey={(out) => out.id} empty={<EmptyState title={t('carrierWatch.emptyTitle')} hint={t('carrierWatch.emptyHint')} />} />
    </section>
  );
}
