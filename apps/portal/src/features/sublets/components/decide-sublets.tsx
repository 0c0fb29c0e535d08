import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../ui/data-table';
import { EmptyState } from '../../../ui/states';
import { usePagedList } from '../../../ui/use-paged-list';
import { DecideButton } from '../../renewals/components/decide-button';
import { decideSublet, listAllSublets, SUBLETS_KEY, type SubletView } from '../api';
import { useSubletColumns } from './sublet-columns';

function DecideSublet({ sublet }: { sublet: SubletView }) {
  const { t } = useTranslation();
  if (sublet.state !== 'accepted') return null;
  return (
    <DecideButton title={t('pages.sublets')} reasonHint={t('sublets.reasonHint')} stale={[SUBLETS_KEY]} decide={(decision) => decideSublet(sublet.id, decision)}>
      <p>{t('sublets.decideHint', { seats: sublet.seats, from: sublet.fromTenantName, to: sublet.toTenantName })}</p>
    </DecideButton>
  );
}

/** Every request to hand seats on, those that wait for the operator with a button. */
export function AllSublets() {
  const { t } = useTranslation();
  const sublets = usePagedList([...SUBLETS_KEY, 'all'], listAllSublets);
  const columns = useSubletColumns((sublet) => <DecideSublet sublet={sublet} />);
  return (
    <section>
      <h2 className="section-title">{t('pages.sublets')}</h2>
      <DataTable caption={t('pages.sublets')} columns={columns} source={sublets} rowKey={(sublet) => sublet.id} empty={<EmptyState title={t('sublets.emptyTitle')} hint={t('sublets.emptyHint')} />} />
    </section>
  );
}
