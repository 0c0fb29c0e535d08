import { LockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed, useSession } from '../session/session';
import { ButtonLink } from '../ui/button-link';
import { Page } from '../ui/page';

/** What a role does not allow says so, and who can grant it; the API refuses on its own account as well. */
export function Guarded({ permission, children }: { permission: string; children: ReactNode }) {
  return useAllowed(permission) ? <>{children}</> : <ForbiddenPage permission={permission} />;
}

function ForbiddenPage({ permission }: { permission: string }) {
  const { t } = useTranslation();
  const { tenant } = useSession();
  const operators = permission.startsWith('operator:');
  return (
    <Page title={t('pages.forbidden')}>
      <div className="panel">
        <div className="blank">
          <LockOutlined className="blank__icon" aria-hidden="true" />
          <strong>{t('shell.forbidden.title')}</strong>
          <p>{operators ? t('shell.forbidden.operator') : t('shell.forbidden.tenant', { tenant: tenant?.name ?? '' })}</p>
          <span className="muted mono">{permission}</span>
          <div className="blank__next">
            <ButtonLink to="/" type="primary">
              {t('shell.backHome')}
            </ButtonLink>
          </div>
        </div>
      </div>
    </Page>
  );
}
