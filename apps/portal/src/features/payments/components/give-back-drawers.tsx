import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { INVOICES_KEY } from '../../invoices/api';
import { ARREARS_KEY, LEASES_KEY } from '../../leases/api';
import { decideDispute, type DisputeView, type OperatorPaymentView, PAYMENTS_KEY, refundPayment } from '../api';

const STALE = [PAYMENTS_KEY, INVOICES_KEY, LEASES_KEY, ARREARS_KEY];

interface Refund {
  amount: string;
  reason: string;
}

function ReasonField() {
  const { t } = useTranslation();
  return (
    <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
      <Input.TextArea rows={3} maxLength={500} />
    </Form.Item>
  );
}

export function RefundDrawer({ tenantId, payment, onClose }: { tenantId: string; payment: OperatorPaymentView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const most = payment?.returnable ?? '';
  const refund = useAction((values: Refund) => refundPayment({ tenantId, id: payment?.id ?? '' }, values), { stale: STALE, done: t('givenBack.refundDone'), quiet: true });
  return (
    <FormDrawer<Refund> title={t('givenBack.refund')} open={payment !== null} onClose={onClose} submitLabel={t('givenBack.refundSubmit')} initial={{ amount: most }} onSubmit={refund.mutateAsync}>
      {() => (
        <>
          <p>{t('givenBack.refundHint')}</p>
          <Form.Item name="amount" label={t('payments.amount')} rules={[{ required: true, pattern: /^\d+(\.\d+)?$/ }]} extra={t('givenBack.most', { most })}>
            <Input inputMode="decimal" style={{ width: 180 }} />
          </Form.Item>
          <ReasonField />
        </>
      )}
    </FormDrawer>
  );
}

export function DecisionDrawer({ tenantId, dispute, onClose }: { tenantId: string; dispute: DisputeView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const decide = useAction((values: { reason: string }) => decideDispute({ tenantId, id: dispute?.id ?? '' }, values), { stale: STALE, done: t('givenBack.decided'), quiet: true });
  return (
    <FormDrawer<{ reason: string }> title={t('givenBack.decide')} open={dispute !== null} onClose={onClose} submitLabel={t('givenBack.decideSubmit')} initial={{}} onSubmit={decide.mutateAsync}>
      {() => (
        <>
          <p>{t('givenBack.decideHint')}</p>
          <ReasonField />
        </>
      )}
    </FormDrawer>
  );
}
