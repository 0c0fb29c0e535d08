import { CheckCircleOutlined, ExclamationCircleOutlined, PlusOutlined, SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listTrunks, removeTrunk, TRUNKS_KEY, type TrunkView } from '../../features/trunks/api';
import { TrunkDrawer } from '../../features/trunks/components/trunk-drawer';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { ToneTag } from '../../ui/tone';
import { useAction } from '../../ui/use-action';
import { useCodeText } from '../../ui/use-code-text';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

function TrunkState({ trunk }: { trunk: TrunkView }) {
  const { t } = useTranslation();
  const cause = useCodeText('trunks.cause');
  const failed = trunk.state === 'failed';
  const up = trunk.state === 'applied';
  return (
    <span className="stack stack--tight" style={{ alignItems: 'flex-start' }}>
      <ToneTag tone={up ? 'good' : failed ? 'warn' : 'info'} icon={up ? <CheckCircleOutlined /> : failed ? <ExclamationCircleOutlined /> : <SyncOutlined />}>
        {t(`trunks.state.${trunk.state}`)}
      </ToneTag>
      {trunk.cause !== null && <span className="muted">{cause(trunk.cause)}</span>}
    </span>
  );
}

function useTrunkColumns(edit: (trunk: TrunkView) => void): Column<TrunkView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('numbers:manage');
  const confirm = useConfirm();
  const remove = useAction(removeTrunk, { stale: [TRUNKS_KEY], done: t('trunks.removed') });
  const ask = (trunk: TrunkView) =>
    confirm({ title: t('trunks.removeTitle', { name: trunk.name }), consequence: t('trunks.removeConsequence'), confirmLabel: t('ui.remove'), onConfirm: () => remove.mutateAsync(trunk.id) });
  const actions: Column<TrunkView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    width: 180,
    render: (trunk) => (
      <span className="row">
        <Button size="small" onClick={() => edit(trunk)}>
          {t('ui.edit')}
        </Button>
        <Button size="small" onClick={() => ask(trunk)}>
          {t('ui.remove')}
        </Button>
      </span>
    ),
  };
  return [
    { key: 'name', title: t('trunks.name'), render: (trunk) => <strong>{trunk.name}</strong> },
    { key: 'address', title: t('trunks.host'), render: (trunk) => <span className="mono break">{`${trunk.host}:${String(trunk.port)}/${trunk.transport.toUpperCase()}`}</span> },
    { key: 'username', title: t('trunks.username'), render: (trunk) => <span className="mono break">{trunk.username ?? '–'}</span> },
    { key: 'state', title: t('trunks.stateTitle'), render: (trunk) => <TrunkState trunk={trunk} /> },
    ...(manages ? [actions] : []),
  ];
}

export function TrunksPage() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<{ trunk: TrunkView | null } | null>(null);
  const trunks = usePagedList(TRUNKS_KEY, listTrunks);
  const columns = useTrunkColumns((trunk) => setEdited({ trunk }));
  const manages = useAllowed('numbers:manage');
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setEdited({ trunk: null })}>
      {t('trunks.add')}
    </Button>
  );
  return (
    <Page title={t('pages.trunks')} intro={t('trunks.intro')} actions={manages && button}>
      <DataTable
        caption={t('pages.trunks')}
        columns={columns}
        source={trunks}
        rowKey={(trunk) => trunk.id}
        empty={<EmptyState title={t('trunks.emptyTitle')} hint={t('trunks.emptyHint')} action={manages && button} />}
      />
      <TrunkDrawer trunk={edited?.trunk ?? null} open={edited !== null} onClose={() => setEdited(null)} />
    </Page>
  );
}
