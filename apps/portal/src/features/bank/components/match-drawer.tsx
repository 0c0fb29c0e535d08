import { useQuery } from '@tanstack/react-query';
import { Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { Day, Money } from '../../../ui/formats';
import { useAction } from '../../../ui/use-action';
import { type BankLineView, BANK_LINES_KEY, confirmBankLine, listLeases } from '../api';

const USES = ['invoices', 'order', 'wallet'] as const;

interface Values {
  lease: string;
  use: 'invoices' | 'order' | 'wallet';
}

/** Whose payment a line is: one of the proposals, or any other lease. */
export function MatchDrawer({ line, onClose }: { line: BankLineView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const leases = useQuery({ queryKey: ['bank-lines', 'leases'], queryFn: () => listLeases(null), enabled: line !== null });
  const confirm = useAction(
    async ({ lease, use }: Values) => {
      const [tenantId, leaseId] = lease.split(' ') as [string, string];
      return confirmBankLine(line!.id, { tenantId, leaseId, forOrder: use === 'order', forWallet: use === 'wallet' });
    },
    { stale: [BANK_LINES_KEY], done: t('bank.confirmed'), quiet: true },
  );
  const proposed = (line?.proposals ?? []).map((each) => ({ value: `${each.tenantId} ${each.leaseId}`, label: `${each.tenantName} · ${each.leaseNumber} · ${t('bank.confidence', each)}` }));
  const others = (leases.data?.items ?? [])
    .map((each) => ({ value: `${each.tenantId} ${each.id}`, label: `${each.tenantName} · ${each.number}` }))
    .filter(({ value }) => !proposed.some((each) => each.value === value));
  return (
    <FormDrawer<Values> title={t('bank.match')} open={line !== null} onClose={onClose} submitLabel={t('bank.confirm')} initial={{ lease: proposed[0]?.value, use: line?.proposals[0]?.forWallet ? 'wallet' : 'invoices' }} onSubmit={confirm.mutateAsync}>
      {() => line && (
        <>
          <p className="break">
            <Day on={line.valueOn} /> <Money amount={line.amount} currency={line.currency} strong /> {line.payerName} <span className="muted">{line.remark}</span>
          </p>
          {line.needsSecondPerson && <p>{t('bank.secondHint')}</p>}
          <Form.Item name="lease" label={t('bank.lease')} rules={[{ required: true }]}>
            <Select showSearch={{ optionFilterProp: 'label' }} loading={leases.isPending} options={[{ label: t('bank.proposed'), options: proposed }, { label: t('bank.others'), options: others }]} />
          </Form.Item>
          <Form.Item name="use" label={t('bank.use')}>
            <Radio.Group options={USES.map((use) => ({ value: use, label: t(`bank.uses.${use}`) }))} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
