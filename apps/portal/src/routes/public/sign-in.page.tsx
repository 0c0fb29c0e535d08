import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { safeNext } from '../../session/home-path';
import { useSessionRead } from '../../session/session';
import { readSession, SESSION_KEY, signIn } from '../../session/session.api';
import { ProblemNote } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { PublicFrame } from './public-frame';

interface Credentials {
  email: string;
  password: string;
}

function SignInForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [parameters] = useSearchParams();
  const enter = useAction(
    async (credentials: Credentials) => {
      await signIn(credentials);
      queries.setQueryData(SESSION_KEY, await readSession());
      await navigate(safeNext(parameters.get('next')) ?? '/', { replace: true });
    },
    { stale: [], quiet: true },
  );
  return (
    <Form<Credentials> layout="vertical" size="large" requiredMark={false} onFinish={(credentials) => enter.mutate(credentials)}>
      <Form.Item name="email" label={t('session.email')} rules={[{ required: true, type: 'email', message: t('session.emailRule') }]} validateTrigger="onBlur">
        <Input type="email" autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('session.passwordMissing') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <ProblemNote error={enter.error} />
      <Button type="primary" htmlType="submit" block loading={enter.isPending} style={{ marginTop: 12 }}>
        {t('session.signIn')}
      </Button>
    </Form>
  );
}

export function SignInPage() {
  const { t } = useTranslation();
  const session = useSessionRead();
  useEffect(() => {
    document.title = `${t('session.signIn')} · Seatline`;
  }, [t]);
  if (session.data) return <Navigate replace to="/" />;
  return (
    <PublicFrame>
      <div className="panel">
        <h1 className="public__brand">
          <img src="/icon.svg" alt="" width={28} height={28} /> Seatline
        </h1>
        <p className="muted">{t('session.welcome')}</p>
        <SignInForm />
        <p className="muted" style={{ marginBottom: 0 }}>
          {t('session.noAccount')}
        </p>
      </div>
    </PublicFrame>
  );
}
