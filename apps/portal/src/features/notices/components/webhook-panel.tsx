import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { CopyField } from '../../../ui/copy-field';
import { type Column, DataTable } from '../../../ui/data-table';
import { FormDrawer } from '../../../ui/form-drawer';
import { Instant } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { useConfirm } from '../../../ui/use-confirm';
import { usePagedList } from '../../../ui/use-paged-list';
import { addWebhook, listWebhooks, removeWebhook, rotateWebhookSecret, WEBHOOKS_KEY, type WebhookView } from '../api';

/** The secret is in one answer and nowhere else, so it stays on the screen until it is put away. */
function SecretOnce({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={secret !== null} title={t('notices.secretTitle')} onOk={onClose} onCancel={onClose} okText={t('notices.secretKept')} cancelButtonProps={{ style: { display: 'none' } }} mask={{ closable: false }}>
      <p>{t('notices.secretHint')}</p>
      <CopyField label={t('notices.secretTitle')} value={secret ?? ''} />
    </Modal>
  );
}

function useWebhookColumns(onSecret: (secret: string) => void): Column<WebhookView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('billing:manage');
  const confirm = useConfirm();
  const rotate = useAction(rotateWebhookSecret, { stale: [WEBHOOKS_KEY] });
  const remove = useAction(removeWebhook, { stale: [WEBHOOKS_KEY], done: t('notices.webhookRemoved') });
  const actions: Column<WebhookView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    render: (row) => (
      <span className="row">
        <Button size="small" loading={rotate.isPending && rotate.variables === row.id} onClick={() => void rotate.mutateAsync(row.id).then(({ secret }) => onSecret(secret), () => undefined)}>
          {t('notices.rotate')}
        </Button>
        <Button size="small" onClick={() => confirm({ title: t('notices.removeTitle'), consequence: t('notices.removeConsequence', { url: row.url }), confirmLabel: t('ui.remove'), onConfirm: () => remove.mutateAsync(row.id) })}>
          {t('ui.remove')}
        </Button>
      </span>
    ),
  };
  return [
    { key: 'url', title: t('notices.url'), render: (row) => <strong className="break">{row.url}</strong> },
    { key: 'created', title: t('notices.since'), render: (row) => <Instant at={row.createdAt} /> },
    { key: 'previous', title: t('notices.previousUntil'), render: (row) => <Instant at={row.previousSecretUntil} /> },
    ...(manages ? [actions] : []),
  ];
}

/** Where the tenant's own systems hear of notices. */
export function WebhookPanel() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const manages = useAllowed('billing:manage');
  const source = usePagedList(WEBHOOKS_KEY, listWebhooks);
  const columns = useWebhookColumns(setSecret);
  const add = useAction(addWebhook, { stale: [WEBHOOKS_KEY], quiet: true });
  const button = manages && (
    <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('notices.addWebhook')}
    </Button>
  );
  return (
    <section className="stack">
      <div className="row row--between">
        <h2 className="section-title">{t('notices.webhooks')}</h2>
        {button}
      </div>
      <DataTable caption={t('notices.webhooks')} columns={columns} source={source} rowKey={(row) => row.id} empty={<EmptyState title={t('notices.noWebhook')} hint={t('notices.webhookHint')} />} />
      <FormDrawer<{ url: string }>
        title={t('notices.addWebhook')}
        open={adding}
        onClose={() => setAdding(false)}
        submitLabel={t('notices.addWebhook')}
        initial={{}}
        onSubmit={async (values) => setSecret((await add.mutateAsync(values)).secret)}
      >
        {() => (
          <Form.Item name="url" label={t('notices.url')} extra={t('notices.urlHint')} rules={[{ required: true, whitespace: true }]}>
            <Input inputMode="url" placeholder="https://" />
          </Form.Item>
        )}
      </FormDrawer>
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </section>
  );
}
