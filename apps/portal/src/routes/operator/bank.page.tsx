import { BankOutlined, UploadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Form, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type BankAccountView, BANK_ACCOUNTS_KEY, BANK_LINES_KEY, type BankLineState, type BankLineView, confirmBankLine, ignoreBankLine, listBankAccounts, listBankLines, withdrawBankLine } from '../../features/bank/api';
import { AccountDrawer } from '../../features/bank/components/account-drawer';
import { ImportDrawer } from '../../features/bank/components/import-drawer';
import { MatchDrawer } from '../../features/bank/components/match-drawer';
import { type Column, DataTable } from '../../ui/data-table';
import { FormDrawer } from '../../ui/form-drawer';
import { Day, Money } from '../../ui/formats';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useFilter } from '../../ui/use-filter';
import { usePagedList } from '../../ui/use-paged-list';

const STATES: readonly BankLineState[] = ['open', 'awaiting-second', 'booked', 'ignored'];

export function BankPage() {
  const { t } = useTranslation();
  const [state, setState] = useFilter<BankLineState>('state', STATES);
  const [importing, setImporting] = useState(false);
  const [account, setAccount] = useState<BankAccountView | 'new' | null>(null);
  const [matching, setMatching] = useState<BankLineView | null>(null);
  const [ignoring, setIgnoring] = useState<BankLineView | null>(null);
  const accounts = useQuery({ queryKey: BANK_ACCOUNTS_KEY, queryFn: listBankAccounts });
  const lines = usePagedList([...BANK_LINES_KEY, state], (cursor) => listBankLines(cursor, state));
  const ignore = useAction(({ reason }: { reason: string }) => ignoreBankLine(ignoring!.id, reason), { stale: [BANK_LINES_KEY], done: t('bank.ignored'), quiet: true });
  const known = accounts.data?.items ?? [];
  const columns: Column<BankLineView>[] = [
    { key: 'value', title: t('bank.valueOn'), render: (line) => <Day on={line.valueOn} /> },
    { key: 'amount', title: t('bank.amount'), align: 'right', render: (line) => <Money amount={line.amount} currency={line.currency} strong /> },
    { key: 'payer', title: t('bank.payer'), render: (line) => <span className="break">{line.payerName} <span className="muted">{line.payerAccount}</span></span> },
    { key: 'remark', title: t('bank.remark'), render: (line) => <span className="break">{line.remark} <span className="muted mono">{line.reference}</span></span> },
    { key: 'match', title: t('bank.whose'), render: (line) => <Whose line={line} /> },
    { key: 'state', title: t('bank.state'), render: (line) => t(`bank.states.${line.state}`) },
    { key: 'actions', title: t('ui.actions'), actions: true, render: (line) => <LineActions line={line} onMatch={setMatching} onIgnore={setIgnoring} /> },
  ];
  const actions = (
    <>
      {known.map((each) => (
        <Button key={each.id} icon={<BankOutlined aria-hidden="true" />} onClick={() => setAccount(each)}>
          {each.name}
        </Button>
      ))}
      <Button onClick={() => setAccount('new')}>{t('bank.addAccount')}</Button>
      <Button type="primary" icon={<UploadOutlined aria-hidden="true" />} disabled={known.length === 0} onClick={() => setImporting(true)}>
        {t('bank.import')}
      </Button>
    </>
  );
  return (
    <Page title={t('pages.operatorBank')} intro={t('bank.intro')} actions={actions}>
      <div className="filters">
        <Segmented<BankLineState | 'all'>
          aria-label={t('bank.state')}
          value={state ?? 'all'}
          onChange={(value) => setState(value === 'all' ? null : value)}
          options={[{ value: 'all' as const, label: t('ui.all') }, ...STATES.map((value) => ({ value, label: t(`bank.states.${value}`) }))]}
        />
      </div>
      <DataTable caption={t('pages.operatorBank')} columns={columns} source={lines} rowKey={(line) => line.id} empty={<EmptyState title={t('bank.emptyTitle')} hint={t('bank.emptyHint')} />} />
      <ImportDrawer open={importing} onClose={() => setImporting(false)} accounts={known} />
      <AccountDrawer account={account === 'new' ? null : account} open={account !== null} onClose={() => setAccount(null)} legalEntities={accounts.data?.legalEntities ?? []} />
      <MatchDrawer line={matching} onClose={() => setMatching(null)} />
      <FormDrawer<{ reason: string }> title={t('bank.ignore')} open={ignoring !== null} onClose={() => setIgnoring(null)} submitLabel={t('bank.ignore')} initial={{}} onSubmit={ignore.mutateAsync}>
        {() => (
          <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        )}
      </FormDrawer>
    </Page>
  );
}

function Whose({ line }: { line: BankLineView }) {
  const { t } = useTranslation();
  const [best] = line.proposals;
  if (line.state === 'ignored') return <span className="muted break">{line.ignoredReason} ({line.ignoredBy})</span>;
  if (line.tenantId !== null) {
    return (
      <span>
        {line.tenantName} <Link to={`/operator/leases/${line.tenantId}/${line.leaseId}`}>{line.leaseNumber}</Link>
        {line.forWallet && ` · ${t('bank.uses.wallet')}`}
        <br />
        <span className="muted">{[line.confirmedBy, line.secondBy].filter((name) => name !== null).join(t('ui.comma'))}</span>
      </span>
    );
  }
  if (!best) return <span className="muted">{t('bank.noProposal')}</span>;
  return (
    <span>
      {best.tenantName} {best.leaseNumber} <strong>{t('bank.confidence', best)}</strong>
      <br />
      <span className="muted">{best.reasons.map((reason) => t(`bank.reason.${reason}`)).join(t('ui.comma'))}</span>
    </span>
  );
}

function LineActions({ line, onMatch, onIgnore }: { line: BankLineView; onMatch: (line: BankLineView) => void; onIgnore: (line: BankLineView) => void }) {
  const { t } = useTranslation();
  const second = useAction(() => confirmBankLine(line.id, { tenantId: line.tenantId!, leaseId: line.leaseId!, forOrder: line.forOrder, forWallet: line.forWallet }), { stale: [BANK_LINES_KEY], done: t('bank.confirmed') });
  const withdraw = useAction(() => withdrawBankLine(line.id), { stale: [BANK_LINES_KEY], done: t('bank.withdrawn') });
  if (line.state === 'open') {
    return (
      <span className="row">
        <Button size="small" type="primary" onClick={() => onMatch(line)}>{t('bank.match')}</Button>
        <Button size="small" onClick={() => onIgnore(line)}>{t('bank.ignore')}</Button>
      </span>
    );
  }
  if (line.state !== 'awaiting-second') return null;
  return (
    <span className="row">
      {line.confirmedByReader ? <span className="muted">{t('bank.waitsForAnother')}</span> : <Button size="small" type="primary" loading={second.isPending} onClick={() => second.mutate(undefined)}>{t('bank.confirmSecond')}</Button>}
      <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>{t('bank.withdraw')}</Button>
    </span>
  );
}
