import { Button, Form, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { FAPIAO_KEY, type FapiaoKind, requestFapiao } from '../api';

/** Asks for the fapiao of one invoice. */
export function RequestFapiao({ invoiceId, invoiceNumber }: { invoiceId: string; invoiceNumber: string }) {
  const { t } = useTranslation();
  const allowed = useAllowed('billing:manage');
  const [open, setOpen] = useState(false);
  const ask = useAction(({ kind }: { kind: FapiaoKind }) => requestFapiao(invoiceId, kind), { stale: [FAPIAO_KEY], done: t('fapiao.requested'), quiet: true });
  if (!allowed) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('fapiao.request')}</Button>
      <FormDrawer<{ kind: FapiaoKind }> title={t('fapiao.requestFor', { number: invoiceNumber })} open={open} onClose={() => setOpen(false)} submitLabel={t('fapiao.request')} initial={{ kind: 'general' }} onSubmit={ask.mutateAsync}>
        {() => (
          <>
            <p>{t('fapiao.requestHint')}</p>
            <Form.Item name="kind" label={t('fapiao.kindTitle')}>
              <Segmented options={(['general', 'special'] as const).map((value) => ({ value, label: t(`fapiao.kind.${value}`) }))} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
