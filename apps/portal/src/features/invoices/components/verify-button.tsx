import { CheckCircleOutlined, ExclamationCircleOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/data-table';
import { Banner } from '../../../ui/tone';
import { ProblemNote } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';
import type { InvoiceDifferenceView, VerificationView } from '../api';

function useWhere(): (difference: InvoiceDifferenceView) => string {
  const { t } = useTranslation();
  return ({ line, subject, subjectId }) => {
    const place = line === null ? t('verification.ofInvoice') : t('verification.ofLine', { line });
    if (subjectId === null || subject === 'invoice' || subject === 'line') return place;
    return `${place} · ${t(`verification.subject.${subject}`, { id: subjectId })}`;
  };
}

function Differences({ found }: { found: VerificationView }) {
  const { t } = useTranslation();
  const field = useCodeText('verification.field');
  const where = useWhere();
  const columns: Column<InvoiceDifferenceView>[] = [
    { key: 'where', title: t('verification.where'), render: where },
    { key: 'what', title: t('verification.what'), render: (each) => field(each.field) },
    { key: 'stored', title: t('verification.stored'), align: 'right', render: (each) => <span className="figure">{each.stored ?? t('verification.nothing')}</span> },
    { key: 'computed', title: t('verification.computed'), align: 'right', render: (each) => <span className="figure">{each.computed ?? t('verification.nothing')}</span> },
  ];
  const source = { rows: found.differences, error: null, refetch: () => undefined };
  return (
    <>
      <DataTable caption={t('verification.differs')} columns={columns} source={source} rowKey={(each) => `${where(each)} ${each.field}`} empty={null} />
      {found.untold > 0 && <p className="muted">{t('verification.untold', { count: found.untold })}</p>}
    </>
  );
}

function Finding({ found }: { found: VerificationView }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {found.identical ? (
        <Banner tone="info" icon={<CheckCircleOutlined />} title={t('verification.identical')}>
          <div>{t('verification.identicalHint')}</div>
        </Banner>
      ) : (
        <Banner tone="warn" icon={<ExclamationCircleOutlined />} title={t('verification.differs')} />
      )}
      {!found.identical && <Differences found={found} />}
      <span className="muted">{t('verification.checked', { ...found.checked })}</span>
    </div>
  );
}

/** Has the invoice computed again from its sources and shows what came of it. */
export function VerifyButton({ verify, size }: { verify: () => Promise<VerificationView>; size?: 'small' }) {
  const { t } = useTranslation();
  const ask = useMutation({ mutationFn: verify });
  return (
    <>
      <Button {...(size ? { size } : {})} icon={<SafetyCertificateOutlined aria-hidden="true" />} title={t('verification.hint')} loading={ask.isPending} onClick={() => ask.mutate()}>
        {t('verification.verify')}
      </Button>
      <Modal open={ask.isSuccess || ask.isError} title={t('verification.title')} footer={null} width={720} onCancel={() => ask.reset()}>
        <ProblemNote error={ask.error} />
        {ask.data && <Finding found={ask.data} />}
      </Modal>
    </>
  );
}
