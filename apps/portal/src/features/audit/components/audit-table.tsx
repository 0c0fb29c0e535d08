import { useTranslation } from 'react-i18next';
import { type Column, DataTable, type RowSource } from '../../../ui/data-table';
import { Instant } from '../../../ui/formats';
import { EmptyState } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';
import type { AuditEntryView } from '../api';

/** Who did what to what, from where, and why where a reason was asked. */
export function AuditTable({ source, caption }: { source: RowSource<AuditEntryView>; caption: string }) {
  const { t } = useTranslation();
  const action = useCodeText('audit.action');
  const subject = useCodeText('audit.subject');
  const columns: Column<AuditEntryView>[] = [
    { key: 'at', title: t('audit.at'), render: (entry) => <Instant at={entry.at} /> },
    { key: 'actor', title: t('audit.actor'), render: (entry) => entry.actorName },
    { key: 'action', title: t('audit.actionTitle'), render: (entry) => action(entry.action) },
    {
      key: 'subject',
      title: t('audit.subjectTitle'),
      render: (entry) => (
        <>
          {subject(entry.subjectKind)} <span className="muted mono break">{entry.subjectId}</span>
        </>
      ),
    },
    { key: 'reason', title: t('audit.reason'), render: (entry) => entry.reason ?? <span className="muted">–</span> },
    { key: 'ip', title: t('audit.ip'), wideOnly: true, render: (entry) => <span className="figure">{entry.ip ?? '–'}</span> },
  ];
  return <DataTable caption={caption} columns={columns} source={source} rowKey={(entry) => entry.id} empty={<EmptyState title={t('audit.emptyTitle')} hint={t('audit.emptyHint')} />} />;
}
