import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { FormDrawer } from '../../../ui/form-drawer';
import { Facts, Panel } from '../../../ui/page';
import { Loaded } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { LEASES_KEY, listLeases } from '../../leases/api';
import { COLLECTION_KEY, type CollectionSettingView, dropLeaseCollection, readCollection, setCollection } from '../api';
import { readDays } from '../model';

interface Scope {
  /** Null: every lease without a setting of its own. */
  leaseId: string | null;
  name: string;
  setting: CollectionSettingView;
}

function SettingDrawer({ scope, onClose }: { scope: Scope; onClose: () => void }) {
  const { t } = useTranslation();
  const set = useAction(
    ({ automatic, days }: { automatic: boolean; days: string }) => setCollection({ leaseId: scope.leaseId, automatic, days: readDays(days) ?? [] }),
    { stale: [COLLECTION_KEY], done: t('collection.saved'), quiet: true },
  );
  return (
    <FormDrawer<{ automatic: boolean; days: string }>
      title={scope.name}
      open
      onClose={onClose}
      submitLabel={t('collection.save')}
      initial={{ automatic: scope.setting.automatic, days: scope.setting.days.join(', ') }}
      onSubmit={set.mutateAsync}
    >
      {() => (
        <>
          <Form.Item name="automatic" label={t('collection.automatic')} valuePropName="checked" extra={t('collection.automaticHint')}>
            <Switch />
          </Form.Item>
          <Form.Item
            name="days"
            label={t('collection.days')}
            extra={t('collection.daysHint')}
            rules={[{ required: true, validator: (_rule, value: string) => (readDays(value) ? Promise.resolve() : Promise.reject(new Error(t('collection.daysRule')))) }]}
          >
            <Input autoComplete="off" className="figure" placeholder="0, 1, 3, 7" />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

/** Whether open invoices are charged to the default card by themselves: for the company, and lease by lease where one differs. */
export function CollectionPanel() {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const [editing, setEditing] = useState<Scope | null>(null);
  const read = useQuery({ queryKey: COLLECTION_KEY, queryFn: readCollection });
  const leases = useQuery({ queryKey: [...LEASES_KEY, 'for collection'], queryFn: () => listLeases(null) });
  const follow = useAction(dropLeaseCollection, { stale: [COLLECTION_KEY], done: t('collection.saved') });
  const told = ({ automatic, days }: CollectionSettingView) => (automatic ? t('collection.on', { days: days.join(', ') }) : t('collection.off'));
  return (
    <Panel title={t('collection.title')}>
      <Loaded read={read}>
        {(view) => {
          const scopes: (Scope & { own: boolean })[] = [
            { leaseId: null, name: t('collection.everyLease'), setting: view.tenant, own: false },
            ...(leases.data?.items ?? []).map((lease) => {
              const own = view.leases.find((each) => each.leaseId === lease.id);
              return { leaseId: lease.id, name: lease.number, setting: own ?? view.tenant, own: own !== undefined };
            }),
          ];
          const value = (scope: Scope & { own: boolean }) => (
            <span className="row">
              {scope.leaseId === null || scope.own ? told(scope.setting) : t('collection.follows')}
              {manages && (
                <Button size="small" onClick={() => setEditing(scope)}>
                  {t('collection.change')}
                </Button>
              )}
              {manages && scope.own && scope.leaseId !== null && (
                <Button size="small" loading={follow.isPending} onClick={() => follow.mutate(scope.leaseId ?? '')}>
                  {t('collection.followAgain')}
                </Button>
              )}
            </span>
          );
          return (
            <div className="stack">
              <p className="muted">{t('collection.intro')}</p>
              <Facts facts={scopes.map((scope) => ({ label: scope.name, value: value(scope) }))} />
            </div>
          );
        }}
      </Loaded>
      {editing && <SettingDrawer scope={editing} onClose={() => setEditing(null)} />}
    </Panel>
  );
}
