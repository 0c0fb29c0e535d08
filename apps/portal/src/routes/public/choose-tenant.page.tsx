import { ShopOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../session/session';
import { SESSION_KEY, switchTenant } from '../../session/session.api';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';

/** Someone who belongs to several tenants says for whom they work now. */
export function ChooseTenantPage() {
  const { t } = useTranslation();
  const { tenants } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const choose = useAction(
    async (tenantId: string) => {
      await switchTenant(tenantId);
      await queries.refetchQueries({ queryKey: SESSION_KEY });
      await navigate('/');
    },
    { stale: [] },
  );
  return (
    <Page title={t('pages.chooseTenant')}>
      <div className="panel" style={{ maxWidth: 560 }}>
        {tenants.length === 0 ? (
          <EmptyState title={t('shell.noTenantTitle')} hint={t('shell.noTenantHint')} />
        ) : (
          <ul className="plain-list">
            {tenants.map((tenant) => (
              <li key={tenant.id}>
                <Button block size="large" icon={<ShopOutlined aria-hidden="true" />} loading={choose.isPending && choose.variables === tenant.id} onClick={() => choose.mutate(tenant.id)}>
                  {tenant.name}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Page>
  );
}
