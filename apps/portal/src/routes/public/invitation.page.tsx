import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { acceptInvitation, type InvitationOfferView, readInvitation, readSession, SESSION_KEY, signIn } from '../../session/session.api';
import { Loaded, ProblemNote } from '../../ui/states';
import { useAction } from '../../ui/use-action';
import { useCodeText } from '../../ui/use-code-text';
import { PublicFrame } from './public-frame';

interface Answer {
  displayName: string;
  password: string;
}

const SHORTEST_PASSWORD = 12;

function Acceptance({ token, offer }: { token: string; offer: InvitationOfferView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const role = useCodeText('members.role');
  const accept = useAction(
    async (answer: Answer) => {
      await acceptInvitation(token, answer);
      await signIn({ email: offer.email, password: answer.password });
      queries.setQueryData(SESSION_KEY, await readSession());
      await navigate('/', { replace: true });
    },
    { stale: [], quiet: true },
  );
  return (
    <>
      <h1 style={{ fontSize: 20, margin: '0 0 4px' }}>{t('session.invitationTitle', { tenant: offer.tenantName })}</h1>
      <p className="muted">{t('session.invitationAs', { email: offer.email, roles: offer.roles.map(role).join(t('ui.comma')) })}</p>
      <Form<Answer> layout="vertical" size="large" requiredMark={false} onFinish={(answer) => accept.mutate(answer)}>
        <Form.Item name="displayName" label={t('session.displayName')} rules={[{ required: true, whitespace: true, max: 120, message: t('session.displayNameMissing') }]}>
          <Input autoComplete="name" autoFocus maxLength={120} />
        </Form.Item>
        <Form.Item name="password" label={t('session.password')} extra={t('session.passwordRule', { least: SHORTEST_PASSWORD })} rules={[{ required: true, min: SHORTEST_PASSWORD, message: t('session.passwordRule', { least: SHORTEST_PASSWORD }) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
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
  const read = useQuery({ queryKey: ['invitation', token], queryFn: () => readInvitation(token), retry: false });
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
