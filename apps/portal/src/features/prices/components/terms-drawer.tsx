import { DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { LEASES_KEY } from '../../leases/api';
import { changeTerms, CONTRACT_VERSIONS_KEY, type ContractVersionView } from '../api';
import { draftOf, type PriceDraft, pricesOf } from '../model';
import { PricingFields } from './pricing-fields';

interface TermsDraft extends PriceDraft {
  fromOn: Dayjs;
  reason: string;
}

/** Other terms of a lease from a period on that is not invoiced yet, begun from what is agreed by now. */
export function TermsDrawer({ address, agreed, open, onClose }: { address: { tenantId: string; leaseId: string }; agreed: ContractVersionView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const agree = useAction(({ fromOn, reason, ...prices }: TermsDraft) => changeTerms(address, { fromOn: fromOn.format('YYYY-MM-DD'), reason, ...pricesOf(prices) }), {
    stale: [CONTRACT_VERSIONS_KEY, LEASES_KEY], done: t('pricing.terms.done'), quiet: true,
  });
  return (
    <FormDrawer<TermsDraft> title={t('pricing.terms.change')} open={open} onClose={onClose} submitLabel={t('pricing.terms.submit')} initial={draftOf(agreed)} onSubmit={agree.mutateAsync} width={820}>
      {() => (
        <>
          <p className="muted">{t('pricing.terms.hint')}</p>
          <Form.Item name="fromOn" label={t('pricing.terms.fromOn')} extra={t('pricing.terms.fromHint')} rules={[{ required: true, message: t('ui.dateMissing') }]}>
            <DatePicker style={{ width: 180 }} />
          </Form.Item>
          <PricingFields />
          <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={t('operator.reasonHint')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
