import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Day, Money } from '../../../ui/formats';
import { FormDrawer } from '../../../ui/form-drawer';
import { ProblemNote } from '../../../ui/states';
import { useAction } from '../../../ui/use-action';
import { type BankAccountView, BANK_LINES_KEY, importStatement, previewStatement, type StatementPreviewView } from '../api';
import { toBase64 } from '../model';
import { StatementFileField } from './statement-file-field';

interface Values {
  accountId: string;
  file: File[];
}

/** A statement is looked at before it is taken: what is new, what is known, and every line that cannot be read. */
export function ImportDrawer({ open, onClose, accounts }: { open: boolean; onClose: () => void; accounts: readonly BankAccountView[] }) {
  const { t } = useTranslation();
  const [preview, setPreview] = useState<StatementPreviewView | null>(null);
  const look = useAction(
    async ({ accountId, file }: { accountId: string; file: File }) => setPreview(await previewStatement(accountId, { fileName: file.name, contentBase64: await toBase64(file) })),
    { stale: [], quiet: true },
  );
  const take = useAction(
    async ({ accountId, file: [file] }: Values) => importStatement(accountId, { fileName: file!.name, contentBase64: await toBase64(file!) }),
    { stale: [BANK_LINES_KEY], done: t('bank.imported'), quiet: true },
  );
  const close = () => {
    setPreview(null);
    look.reset();
    onClose();
  };
  return (
    <FormDrawer<Values> title={t('bank.import')} open={open} onClose={close} submitLabel={t('bank.importSubmit')} initial={{ accountId: accounts[0]?.id }} onSubmit={take.mutateAsync} width={640}>
      {(form) => {
        const again = (file: File | null, accountId: string | undefined) => {
          setPreview(null);
          if (file && accountId) look.mutate({ accountId, file });
        };
        const chosen = () => (form.getFieldValue('file') as File[] | undefined)?.[0] ?? null;
        return (
          <>
            <Form.Item name="accountId" label={t('bank.account')} rules={[{ required: true }]}>
              <Select options={accounts.map(({ id, name, currency }) => ({ value: id, label: `${name} · ${currency}` }))} onChange={(id: string) => again(chosen(), id)} />
            </Form.Item>
            <StatementFileField onFile={(file) => again(file, form.getFieldValue('accountId') as string | undefined)} />
            <ProblemNote error={look.error} />
            {preview && <Preview preview={preview} />}
          </>
        );
      }}
    </FormDrawer>
  );
}

function Preview({ preview }: { preview: StatementPreviewView }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('bank.preview')} aria-live="polite">
      <p>{t('bank.previewCounts', { fresh: preview.newLines, known: preview.knownLines, outgoing: preview.outgoingLines })}</p>
      {preview.importedAlready && <p><strong>{t('bank.importedAlready')}</strong></p>}
      {preview.faults.length > 0 && (
        <>
          <strong>{t('bank.faults')}</strong>
          <ul>{preview.faults.map((fault) => <li key={`${fault.line} ${fault.message}`} className="break">{fault.line === 0 ? fault.message : t('bank.faultAt', fault)}</li>)}</ul>
        </>
      )}
      <ul>
        {preview.lines.slice(0, 20).map((line) => (
          <li key={line.line} className="break">
            <Day on={line.valueOn} /> <Money amount={line.amount} currency={preview.currency} /> {line.payerName} <span className="muted">{line.remark}</span> {line.known && <span className="muted">({t('bank.known')})</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
