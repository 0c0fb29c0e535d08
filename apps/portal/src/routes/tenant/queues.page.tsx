import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMembers, MEMBERS_KEY } from '../../features/members/api';
import { listQueues, QUEUES_KEY, type QueueView, removeQueue } from '../../features/queues/api';
import { QueueDrawer } from '../../features/queues/components/queue-drawer';
import { usePulse } from '../../session/live';
import { useAllowed } from '../../session/session';
import { type Column, DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useConfirm } from '../../ui/use-confirm';
import { usePagedList } from '../../ui/use-paged-list';

function QueueMembers({ queue }: { queue: QueueView }) {
  const { t } = useTranslation();
  const allowed = useAllowed('members:read');
  const members = useQuery({ queryKey: [...MEMBERS_KEY, 'options'], queryFn: () => listMembers(), enabled: allowed });
  if (queue.memberIds.length === 0) return <span className="muted">{t('queues.nobody')}</span>;
  const names = new Map(members.data?.items.map((member) => [member.id, member.displayName]));
  const known = queue.memberIds.flatMap((id) => names.get(id) ?? []);
  return <>{known.length === 0 ? t('queues.memberCount', { members: queue.memberIds.length }) : known.join(t('ui.comma'))}</>;
}

function useQueueColumns(edit: (queue: QueueView) => void): Column<QueueView>[] {
  const { t } = useTranslation();
  const manages = useAllowed('queues:manage');
  const confirm = useConfirm();
  const remove = useAction(removeQueue, { stale: [QUEUES_KEY], done: t('queues.removed') });
  const ask = (queue: QueueView) =>
    confirm({ title: t('queues.removeTitle', { name: queue.name }), consequence: t('queues.removeConsequence'), confirmLabel: t('ui.remove'), onConfirm: () => remove.mutateAsync(queue.id) });
  const actions: Column<QueueView> = {
    key: 'actions',
    title: t('ui.actions'),
    actions: true,
    width: 180,
    render: (queue) => (
      <span className="row">
        <Button size="small" onClick={() => edit(queue)}>
          {t('ui.edit')}
        </Button>
        <Button size="small" onClick={() => ask(queue)}>
          {t('ui.remove')}
        </Button>
      </span>
    ),
  };
  return [
    { key: 'name', title: t('queues.name'), render: (queue) => <strong>{queue.name}</strong> },
    { key: 'members', title: t('queues.members'), render: (queue) => <QueueMembers queue={queue} /> },
    { key: 'timeout', title: t('queues.ringTimeout'), render: (queue) => t('queues.rings', { rings: queue.ringTimeoutSeconds / 5, seconds: queue.ringTimeoutSeconds }) },
    { key: 'wrapUp', title: t('queues.wrapUp'), wideOnly: true, render: (queue) => t('queues.seconds', { seconds: queue.wrapUpSeconds }) },
    { key: 'waiting', title: t('queues.waiting'), align: 'right', render: (queue) => <span className="figure">{queue.waitingCalls}</span> },
    { key: 'ready', title: t('queues.ready'), align: 'right', render: (queue) => <span className="figure">{queue.readyAgents}</span> },
    ...(manages ? [actions] : []),
  ];
}

export function QueuesPage() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<{ queue: QueueView | null } | null>(null);
  const queues = usePagedList(QUEUES_KEY, listQueues, { refetchInterval: usePulse(5_000) });
  const columns = useQueueColumns((queue) => setEdited({ queue }));
  const manages = useAllowed('queues:manage');
  const button = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setEdited({ queue: null })}>
      {t('queues.add')}
    </Button>
  );
  return (
    <Page title={t('pages.queues')} intro={t('queues.intro')} actions={manages && button}>
      <DataTable
        caption={t('pages.queues')}
        columns={columns}
        source={queues}
        rowKey={(queue) => queue.id}
        empty={<EmptyState title={t('queues.emptyTitle')} hint={t('queues.emptyHint')} action={manages && button} />}
      />
      <QueueDrawer queue={edited?.queue ?? null} open={edited !== null} onClose={() => setEdited(null)} />
    </Page>
  );
}
