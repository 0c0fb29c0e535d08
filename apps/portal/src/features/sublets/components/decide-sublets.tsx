import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../ui/data-table';
import { FormDrawer } from '../../../ui/form-drawer';
import { EmptyState } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { usePagedList } from '../../../ui/use-paged-list';
import { decideSublet, listAllSublets, SUBLETS_KEY, type SubletView } from '../api';
import { useSubletColumns } from './sublet-columns';

interface Values {
  decision: 'consent' | 'refuse';
  reason: string;
}

function DecideSublet({ sublet }: { sublet: SubletView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const decide = useAction(({ decision, reason }: Values) => decideSublet(sublet.id, { consent: decision === 'consent', reason }), {
    stale: [SUBLETS_KEY],
    done: t('renewals.decisionDone'),
    quiet: true,
  });
  if (sublet.state !== 'accepted') return null;
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {t('renewals.decide')}
      </Button>
      <FormDrawer<Values> title={t('pages.sublets')} open={open} onClose={() => setOpen(false)} submitLabel={t('renewals.decideSubmit')} initial={{}} onSubmit={decide.mutateAsync}>
        {() => (
          <>
            <p>{t('sublets.decideHint', { seats: sublet.seats, from: sublet.fromTenantName, to: sublet.toTenantName })}</p>
            <Form.Item name="decision" label={t('renewals.decision')} rules={[{ required: true }]}>
              <Radio.Group
                options={[
                  { value: 'consent', label: t('renewals.consent') },
                  { value: 'refuse', label: t('renewals.refuse') },
                ]}
              />
            </Form.Item>
            <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('sublets.reasonHint')}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
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
