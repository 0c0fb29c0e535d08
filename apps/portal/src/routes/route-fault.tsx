import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { ErrorState } from '../ui/states';

/** A page that could not be shown at all: most often a new version was published while the old one was open, and loading anew mends it. */
export function RouteFault() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main className="page">
      <div className="panel">
        <ErrorState error={error} />
        <div className="blank" style={{ paddingTop: 0 }}>
          <Button type="primary" onClick={() => window.location.reload()}>
            {t('shell.reload')}
          </Button>
        </div>
      </div>
    </main>
  );
}
