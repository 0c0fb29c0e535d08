import { Form, type FormInstance, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { ProblemNote } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { addBankAccount, type BankAccountView, BANK_ACCOUNTS_KEY, changeBankAccount, inspectStatement, type StatementMappingView } from '../api';
import { toBase64 } from '../model';
import { StatementFileField } from './statement-file-field';

interface Values {
  name: string;
  legalEntityId: string;
  currency: string;
  secondPersonAbove: string;
  mapping: StatementMappingView;
  file?: File[];
}

const DEFAULT_MAPPING: Partial<StatementMappingView> = { encoding: 'utf-8', delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalMark: '.', thousandsMark: ',' };
const ENCODINGS = [{ value: 'utf-8', label: 'UTF-8' }, { value: 'gb18030', label: 'GBK / GB18030' }];
const DATES = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'].map((value) => ({ value, label: value }));
const REQUIRED = ['valueDate', 'amount'] as const;
const OPTIONAL = ['reference', 'payerName', 'payerAccount', 'remark'] as const;

/** An account with how its bank writes statements; a sample file offers its columns, so that nobody types them. */
export function AccountDrawer({ account, open, onClose, legalEntities }: { account: BankAccountView | null; open: boolean; onClose: () => void; legalEntities: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation();
  const save = useAction(
    async ({ name, legalEntityId, currency, secondPersonAbove, mapping }: Values) => {
      const cleaned = { ...mapping, ...Object.fromEntries(OPTIONAL.map((field) => [field, mapping[field] || null])) };
      const change = { name, secondPersonAbove, mapping: cleaned };
      return account ? changeBankAccount(account.id, change) : addBankAccount({ ...change, legalEntityId, currency });
    },
    { stale: [BANK_ACCOUNTS_KEY], done: t('bank.accountSaved'), quiet: true },
  );
  const initial = account ?? { mapping: DEFAULT_MAPPING as StatementMappingView, currency: 'CNY', legalEntityId: legalEntities[0]?.id, secondPersonAbove: '50000.00' };
  return (
    <FormDrawer<Values> title={account ? t('bank.changeAccount') : t('bank.addAccount')} open={open} onClose={onClose} submitLabel={t('ui.save')} initial={initial} onSubmit={save.mutateAsync} width={560}>
      {(form) => (
        <>
          <Form.Item name="name" label={t('bank.accountName')} rules={[{ required: true }]}>
            <Input maxLength={120} />
          </Form.Item>
          {!account && (
            <>
              <Form.Item name="legalEntityId" label={t('bank.legalEntity')} rules={[{ required: true }]}>
                <Select options={legalEntities.map(({ id, name }) => ({ value: id, label: name }))} />
              </Form.Item>
              <Form.Item name="currency" label={t('tenants.currency')} rules={[{ required: true, pattern: /^[A-Z]{3}$/ }]}>
                <Input maxLength={3} />
              </Form.Item>
            </>
          )}
          <Form.Item name="secondPersonAbove" label={t('bank.limit')} extra={t('bank.limitHint')} rules={[{ required: true, pattern: /^\d+(\.\d+)?$/ }]}>
            <Input inputMode="decimal" />
          </Form.Item>
          <MappingFields form={form} />
        </>
      )}
    </FormDrawer>
  );
}

function MappingFields({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation();
  const [columns, setColumns] = useState<string[]>([]);
  const inspect = useAction(
    async (file: File) => {
      const { encoding, delimiter } = form.getFieldValue('mapping') as StatementMappingView;
      const found = await inspectStatement({ contentBase64: await toBase64(file), encoding, delimiter });
      setColumns(found.columns);
      if (found.fault !== null) throw new Error(found.fault);
    },
    { stale: [], quiet: true },
  );
  const marks = (values: readonly string[]) => values.map((value) => ({ value, label: t(`bank.mark.${MARK_NAME[value]!}`) }));
  return (
    <>
      <h3 className="section-title">{t('bank.mapping')}</h3>
      <Form.Item name={['mapping', 'encoding']} label={t('bank.encoding')}><Select options={ENCODINGS} /></Form.Item>
      <Form.Item name={['mapping', 'delimiter']} label={t('bank.delimiter')}><Select options={marks([',', ';', '\t'])} /></Form.Item>
      <StatementFileField required={false} onFile={(file) => file && inspect.mutate(file)} />
      {inspect.error && <p role="alert">{t('bank.noColumns')}</p>}
      <ProblemNote error={inspect.error && !(inspect.error instanceof Error) ? inspect.error : null} />
      {[...REQUIRED, ...OPTIONAL].map((field) => (
        <Form.Item key={field} name={['mapping', field]} label={t(`bank.column.${field}`)} rules={[{ required: (REQUIRED as readonly string[]).includes(field) }]}>
          {columns.length > 0 ? <Select allowClear showSearch options={columns.map((value) => ({ value, label: value }))} /> : <Input maxLength={120} />}
        </Form.Item>
      ))}
      <Form.Item name={['mapping', 'dateFormat']} label={t('bank.dateFormat')}><Select options={DATES} /></Form.Item>
      <Form.Item name={['mapping', 'decimalMark']} label={t('bank.decimalMark')}><Select options={marks(['.', ','])} /></Form.Item>
      <Form.Item name={['mapping', 'thousandsMark']} label={t('bank.thousandsMark')}><Select options={marks(['', ',', '.', ' ', "'"])} /></Form.Item>
    </>
  );
}

const MARK_NAME = { '.': 'point', ',': 'comma', ';': 'semicolon', '\t': 'tab', ' ': 'space', "'": 'apostrophe', '': 'none' } as const as Readonly<Record<string, 'point' | 'comma' | 'semicolon' | 'tab' | 'space' | 'apostrophe' | 'none'>>;
