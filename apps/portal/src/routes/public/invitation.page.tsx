import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { acceptInvitation, type OpenInvitationView, readInvitation, readSession, SESSION_KEY, signIn } from '../../session/session.api';
import { Loaded, ProblemNote } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useCodeText } from '../../ui/use-code-text';
import { PublicFrame } from './public-frame';

interface Answer {
  displayName?: string;
  password: string;
}

const SHORTEST_PASSWORD = 12;

/** A new person chooses a name and a password; one who has an account already joins with the password they have. */
function AnswerFields({ personExists }: { personExists: boolean }) {
  const { t } = useTranslation();
  if (personExists) {
    return (
      <Form.Item name="password" label={t('session.password')} extra={t('session.passwordYouHave')} rules={[{ required: true, message: t('session.passwordMissing') }]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
    );
  }
  const rule = t('session.passwordRule', { least: SHORTEST_PASSWORD });
  return (
    <>
      <Form.Item name="displayName" label={t('session.displayName')} rules={[{ required: true, whitespace: true, max: 120, message: t('session.displayNameMissing') }]}>
        <Input autoComplete="name" autoFocus maxLength={120} />
      </Form.Item>
      <Form.Item name="password" label={t('session.password')} extra={rule} rules={[{ required: true, min: SHORTEST_PASSWORD, message: rule }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

function Acceptance({ token, offer }: { token: string; offer: OpenInvitationView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const role = useCodeText('members.role');
  const accept = useAction(
    async ({ displayName = offer.email, password }: Answer) => {
      await acceptInvitation(token, { displayName, password });
      await signIn({ email: offer.email, password });
      queries.setQueryData(SESSION_KEY, await readSession());
      await navigate('/', { replace: true });
    },
    { stale: [], quiet: true },
  );
  return (
    <>
      <h1 className="public__title">{t('session.invitationTitle', { tenant: offer.tenantName })}</h1>
      <p className="muted">{t('session.invitationAs', { email: offer.email, roles: offer.roles.map(role).join(t('ui.comma')) })}</p>
      <Form<Answer> layout="vertical" size="large" requiredMark={false} onFinish={(answer) => accept.mutate(answer)}>
        <AnswerFields personExists={offer.personExists} />
        <ProblemNote error={accept.error} />
        <Button type="primary" htmlType="submit" block loading={accept.isPending} style={{ marginTop: 12 }}>
          {t('session.accept')}
        </Button>
      </Form>
    </>
  );
}

export function InvitationPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const read = useQuery({ queryKey: ['invitation', token], queryFn: () => readInvitation(token), retry: false, refetchOnWindowFocus: false });
  useEffect(() => {
    document.title = `${t('session.invitation')} · Seatline`;
  }, [t]);
  return (
    <PublicFrame>
      <div className="panel">
        <Loaded read={read}>{(offer) => <Acceptance token={token} offer={offer} />}</Loaded>
      </div>
    </PublicFrame>
  );
}
