import { CompassOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { homePath } from '../session/home-path';
import { useSession } from '../session/session';
import { ButtonLink } from '../ui/button-link';
import { Page } from '../ui/page';
import { menuFor } from './menu';

/** The first page of one's day; who may not see it begins at the first page of one's own menu. */
export function Home() {
  const session = useSession();
  const entries = menuFor(session);
  const wanted = homePath(session);
  const allowed = wanted === '/choose-tenant' || entries.some((entry) => entry.path === wanted);
  return <Navigate replace to={allowed ? wanted : (entries[0]?.path ?? '/choose-tenant')} />;
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('pages.notFound')}>
      <div className="panel">
        <div className="blank">
          <CompassOutlined className="blank__icon" aria-hidden="true" />
          <strong>{t('shell.notFound.title')}</strong>
          <p>{t('shell.notFound.hint')}</p>
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
