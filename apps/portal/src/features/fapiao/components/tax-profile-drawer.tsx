import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { saveTaxProfile, TAX_PROFILE_KEY, type TaxProfileInput, type TaxProfileView } from '../api';

/** To whom fapiao are written: the registered name and the tax number as the tax authority knows them. */
export function TaxProfileDrawer({ open, onClose, profile }: { open: boolean; onClose: () => void; profile: TaxProfileView | null }) {
  const { t } = useTranslation();
  const save = useAction(async (values: TaxProfileInput) => saveTaxProfile({ ...values, taxNumber: values.taxNumber || null }), { stale: [TAX_PROFILE_KEY], done: t('fapiao.profileSaved'), quiet: true });
  return (
    <FormDrawer<TaxProfileInput> title={t('fapiao.profile')} open={open} onClose={onClose} submitLabel={t('ui.save')} initial={profile ?? {}} onSubmit={save.mutateAsync}>
      {() => (
        <>
          <Form.Item name="title" label={t('fapiao.title')} rules={[{ required: true, whitespace: true }]}><Input maxLength={200} /></Form.Item>
          <Form.Item name="taxNumber" label={t('fapiao.taxNumber')} extra={t('fapiao.taxNumberHint')} rules={[{ pattern: /^[0-9A-Z]{15,20}$/, message: t('fapiao.taxNumberRule') }]}><Input maxLength={20} /></Form.Item>
          <Form.Item name="email" label={t('fapiao.email')} rules={[{ required: true, type: 'email' }]}><Input maxLength={254} /></Form.Item>
          <Form.Item name="address" label={t('fapiao.address')}><Input maxLength={200} /></Form.Item>
          <Form.Item name="phone" label={t('fapiao.phone')}><Input maxLength={40} /></Form.Item>
          <Form.Item name="bankName" label={t('fapiao.bankName')}><Input maxLength={120} /></Form.Item>
          <Form.Item name="bankAccount" label={t('fapiao.bankAccount')}><Input maxLength={60} /></Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
