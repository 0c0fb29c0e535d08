import { Button, Form, Input, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';

interface Values {
  decision: 'consent' | 'refuse';
  reason: string;
}

interface DecideButtonProps {
  title: string;
  reasonHint: string;
  stale: readonly (readonly unknown[])[];
  decide: (decision: { consent: boolean; reason: string }) => Promise<unknown>;
  /** What is decided about, in numbers. */
  children?: ReactNode;
}

/** The operator consents to what a tenant asked for, or refuses, and says why. */
export function DecideButton({ title, reasonHint, stale, decide, children }: DecideButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const act = useAction(({ decision, reason }: Values) => decide({ consent: decision === 'consent', reason }), {
    stale: [...stale],
    done: t('renewals.decisionDone'),
    quiet: true,
  });
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {t('renewals.decide')}
      </Button>
      <FormDrawer<Values> title={title} open={open} onClose={() => setOpen(false)} submitLabel={t('renewals.decideSubmit')} initial={{}} onSubmit={act.mutateAsync}>
        {() => (
          <>
            {children}
            <Form.Item name="decision" label={t('renewals.decision')} rules={[{ required: true }]}>
              <Radio.Group
                options={[
                  { value: 'consent', label: t('renewals.consent') },
                  { value: 'refuse', label: t('renewals.refuse') },
                ]}
              />
            </Form.Item>
            <Form.Item name="reason" label={t('operator.reason')} rules={[{ required: true, whitespace: true, max: 500 }]} extra={reasonHint}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDrawer>
    </>
  );
}
