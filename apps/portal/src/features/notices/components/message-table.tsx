import { CheckCircleOutlined, ExclamationCircleOutlined, InboxOutlined, ReloadOutlined, SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable, type RowSource } from '../../../ui/data-table';
import { Instant } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { type Tone, ToneTag } from '../../../ui/tone';
import { useCodeText } from '../../../ui/use-code-text';
import type { MessageState, MessageView } from '../api';

const LOOKS: Record<MessageState, { tone: Tone; icon: ReactNode }> = {
  waiting: { tone: 'info', icon: <SyncOutlined /> },
  sent: { tone: 'good', icon: <CheckCircleOutlined /> },
  kept: { tone: 'neutral', icon: <InboxOutlined /> },
  failed: { tone: 'warn', icon: <ExclamationCircleOutlined /> },
};

interface MessageTableProps {
  source: RowSource<MessageView>;
  /** The operator sees whose it is. */
  withTenant?: boolean;
  replay?: { readonly run: (message: MessageView) => void; readonly busyWith: string | null };
}

/** What went out by e-mail and webhook, with what became of each; a row opens into what was written. */
export function MessageTable({ source, withTenant = false, replay }: MessageTableProps) {
  const { t } = useTranslation();
  const cause = useCodeText('notices.cause');
  const columns: Column<MessageView>[] = [
    { key: 'subject', title: t('notices.subject'), render: (row) => <strong>{row.subject}</strong> },
    ...(withTenant ? [{ key: 'tenant', title: t('notices.tenant'), render: (row: MessageView) => row.tenantName }] : []),
    { key: 'channel', title: t('notices.channelTitle'), render: (row) => t(`notices.channel.${row.channel}`) },
    { key: 'address', title: t('notices.address'), render: (row) => <span className="break">{row.address}</span> },
    {
      key: 'state',
      title: t('notices.stateTitle'),
      render: (row) => (
        <span className="stack stack--tight" style={{ alignItems: 'flex-start' }}>
          <ToneTag {...LOOKS[row.state]}>{t(`notices.state.${row.state}`)}</ToneTag>
          {row.cause !== null && <span className="muted">{cause(row.cause)}</span>}
        </span>
      ),
    },
    { key: 'attempts', title: t('notices.attempts'), align: 'right', render: (row) => <span className="figure">{row.attempts}</span> },
    { key: 'at', title: t('notices.at'), render: (row) => <Instant at={row.settledAt ?? row.nextTryAt} /> },
  ];
  if (replay) {
    columns.push({
      key: 'actions',
      title: t('ui.actions'),
      actions: true,
      render: (row) => (
        <Button size="small" icon={<ReloadOutlined aria-hidden="true" />} loading={replay.busyWith === row.id} onClick={() => replay.run(row)}>
          {t('notices.replay')}
        </Button>
      ),
    });
  }
  return (
    <DataTable
      caption={t('notices.messages')}
      columns={columns}
      source={source}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('notices.emptyTitle')} hint={t('notices.emptyHint')} />}
      expand={(row) => <pre className="message-body">{row.body}</pre>}
    />
  );
}
