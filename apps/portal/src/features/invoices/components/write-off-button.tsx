import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '../../../session/session';
import { FormDrawer } from '../../../ui/form-drawer';
import { Money } from '../../../ui/formats';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY, type InvoiceView, undoWriteOff, writeOffInvoice } from '../api';

/** Gives up what is open of an invoice, or takes that back; both ask for a reason. */
export function WriteOffButton({ tenantId, invoice }: { tenantId: string; invoice: InvoiceView }) {
  const { t } = useTranslation();
  const allowed = useAllowed('operator:payments');
  const [open, setOpen] = useState(false);
  const undoes = invoice.status === 'written-off';
  const act = useAction(
    ({ reason }: { reason: string }) => (undoes ? undoWriteOff : writeOffInvoice)({ tenantId, invoiceId: invoice.id }, reason),
    { stale: [INVOICES_KEY, ['arrears'], ['leases']], done: t('writeOff.done'), quiet: true },
  );
  if (!allowed || invoice.status === 'paid') return null;
  const title = undoes ? t('writeOff.undo') : t('writeOff.title');
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <FormDrawer<{ reason: string }> title={`${title}: ${invoice.number}`} open={open} onClose={() => setOpen(false)} submitLabel={title} initial={{}} onSubmit={act.mutateAsync}>
        {() => (
          <>
            <p>
              <Money amount={undoes ? invoice.writtenOff : invoice.open} currency={invoice.currency} strong /> {undoes ? t('writeOff.undoHint') : t('writeOff.hint')}
            </p>
            <Form.Item name="reason" label={t('operator.reason')} extra={t('operator.reasonHint')} rules={[{ required: true, whitespace: true }]}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
