import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FAPIAO_KEY, listFapiao, readTaxProfile, TAX_PROFILE_KEY } from '../../features/fapiao/api';
import { useFapiaoColumns } from '../../features/fapiao/components/fapiao-columns';
import { TaxProfileDrawer } from '../../features/fapiao/components/tax-profile-drawer';
import { useAllowed } from '../../session/session';
import { DataTable } from '../../ui/data-table';
import { Facts, Page, Panel } from '../../ui/page';
import { EmptyState, Loaded } from '../../ui/states';
import { usePagedList } from '../../ui/use-paged-list';

export function FapiaoPage() {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const [editing, setEditing] = useState(false);
  const profile = useQuery({ queryKey: TAX_PROFILE_KEY, queryFn: readTaxProfile });
  const fapiao = usePagedList(FAPIAO_KEY, listFapiao);
  const columns = useFapiaoColumns();
  const edit = manages && (
    <Button type={profile.data?.profile === null ? 'primary' : 'default'} onClick={() => setEditing(true)}>
      {t('fapiao.profileEdit')}
    </Button>
  );
  return (
    <Page title={t('pages.fapiao')} intro={t('fapiao.intro')} actions={edit}>
      <Panel title={t('fapiao.profile')}>
        <Loaded read={profile} rows={2}>
          {({ profile: known }) =>
            known ? (
              <Facts facts={[{ label: t('fapiao.title'), value: known.title }, { label: t('fapiao.taxNumber'), value: known.taxNumber ?? '–' }, { label: t('fapiao.email'), value: known.email }]} />
            ) : (
              <p>{t('fapiao.profileMissing')}</p>
            )
          }
        </Loaded>
      </Panel>
      <DataTable caption={t('pages.fapiao')} columns={columns} source={fapiao} rowKey={(row) => row.id} empty={<EmptyState title={t('fapiao.emptyTitle')} hint={t('fapiao.emptyHint')} />} />
      <TaxProfileDrawer open={editing} onClose={() => setEditing(false)} profile={profile.data?.profile ?? null} />
    </Page>
  );
}
