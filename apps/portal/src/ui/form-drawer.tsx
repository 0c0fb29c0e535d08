import { Button, Drawer, Form, type FormInstance } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './states';
import { useNarrow } from './theme';

interface FormDrawerProps<Values extends object> {
  title: string;
  open: boolean;
  onClose: () => void;
  submitLabel: string;
  initial: Partial<Values>;
  /** Resolves when it is done; the drawer then closes. A refusal is shown above the buttons and the values stay. */
  onSubmit: (values: Values) => Promise<unknown>;
  children: (form: FormInstance<Values>) => ReactNode;
  width?: number;
}

/** A drawer edits; it is made anew at each opening, so that it never shows an earlier person's values. */
export function FormDrawer<Values extends object>(props: FormDrawerProps<Values>) {
  const narrow = useNarrow();
  return (
    <Drawer title={props.title} open={props.open} onClose={props.onClose} size={narrow ? '100%' : (props.width ?? 480)} destroyOnHidden>
      {props.open && <DrawerForm {...props} />}
    </Drawer>
  );
}

function DrawerForm<Values extends object>({ initial, onSubmit, onClose, submitLabel, children }: FormDrawerProps<Values>) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (values: Values) => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit(values);
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void submit(values)} requiredMark="optional" scrollToFirstError>
      {children(form)}
      <ProblemNote error={error} />
      <div className="row" style={{ marginTop: 16 }}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {submitLabel}
        </Button>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </div>
    </Form>
  );
}
