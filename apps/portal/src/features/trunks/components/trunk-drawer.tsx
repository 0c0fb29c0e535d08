import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../../ui/form-drawer';
import { useAction } from '../../../ui/use-action';
import { addTrunk, changeTrunk, type TrunkInput, TRUNKS_KEY, type TrunkView } from '../api';

interface Values {
  name: string;
  host: string;
  port: number;
  username?: string;
  password?: string;
  registers: boolean;
  matchAddresses?: string[];
}

const DEFAULTS: Partial<Values> = { port: 5060, registers: false };

function initialValues(trunk: TrunkView | null): Partial<Values> {
  if (trunk === null) return DEFAULTS;
  const { name, host, port, registers, matchAddresses } = trunk;
  return { name, host, port, registers, matchAddresses, ...(trunk.username === null ? {} : { username: trunk.username }) };
}

function toInput(values: Values): TrunkInput {
  const { name, host, port, registers, matchAddresses = [] } = values;
  const input: TrunkInput = { name, host: host.trim(), port, registers, matchAddresses, username: values.username?.trim() || null };
  // An empty password keeps the one that is stored; it is never sent back to the browser.
  return values.password ? { ...input, password: values.password } : input;
}

function TrunkFields({ known }: { known: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('trunks.name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input placeholder={t('trunks.namePlaceholder')} />
      </Form.Item>
      <Form.Item name="host" label={t('trunks.host')} rules={[{ required: true, whitespace: true }]} extra={t('trunks.hostHint')}>
        <Input inputMode="url" autoComplete="off" spellCheck={false} placeholder="sip.carrier.example" />
      </Form.Item>
      <Form.Item name="port" label={t('trunks.port')} rules={[{ required: true, type: 'integer', min: 1, max: 65535 }]}>
        <InputNumber min={1} max={65535} precision={0} style={{ width: 120 }} />
      </Form.Item>
      <Form.Item name="username" label={t('trunks.username')} extra={t('trunks.usernameHint')}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('trunks.password')} extra={known ? t('trunks.passwordKept') : undefined}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="matchAddresses" label={t('trunks.matchAddresses')} extra={t('trunks.matchAddressesHint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} />
      </Form.Item>
      <Form.Item name="registers" valuePropName="checked">
        <Checkbox>{t('trunks.registers')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** A SIP trunk as the carrier's letter gives it. */
export function TrunkDrawer({ trunk, open, onClose }: { trunk: TrunkView | null; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const save = useAction((values: Values) => (trunk === null ? addTrunk(toInput(values)) : changeTrunk(trunk.id, toInput(values))), {
    stale: [TRUNKS_KEY],
    done: t('trunks.saved'),
    quiet: true,
  });
  return (
    <FormDrawer<Values> title={trunk === null ? t('trunks.add') : trunk.name} open={open} onClose={onClose} submitLabel={t('ui.save')} initial={initialValues(trunk)} onSubmit={save.mutateAsync}>
      {() => <TrunkFields known={trunk !== null} />}
    </FormDrawer>
  );
}
