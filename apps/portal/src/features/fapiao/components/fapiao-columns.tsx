import { useTranslation } from 'react-i18next';
import type { Column } from '../../../ui/data-table';
import { Day, Instant, Money } from '../../../ui/formats';
import type { FapiaoView } from '../api';

/** The columns that both sides read. */
export function useFapiaoColumns(): Column<FapiaoView>[] {
  const { t } = useTranslation();
  return [
    { key: 'invoice', title: t('fapiao.invoice'), render: (row) => <strong className="figure">{row.invoiceNumber}</strong> },
    { key: 'to', title: t('fapiao.to'), render: (row) => <span className="break">{row.to.title} <span className="muted mono">{row.to.taxNumber}</span></span> },
    { key: 'kind', title: t('fapiao.kindTitle'), render: (row) => t(`fapiao.kind.${row.kind}`) },
    { key: 'amount', title: t('fapiao.amount'), align: 'right', render: (row) => <Money amount={row.amount} currency={row.currency} strong /> },
    { key: 'requested', title: t('fapiao.requestedAt'), wideOnly: true, render: (row) => <Instant at={row.requestedAt} /> },
    {
      key: 'state',
      title: t('fapiao.stateTitle'),
      render: (row) => (
        <span className="break">
          {t(`fapiao.state.${row.state}`)} {row.refusedReason && <span className="muted">{row.refusedReason}</span>}
        </span>
      ),
    },
    {
      key: 'number',
      title: t('fapiao.number'),
      render: (row) => (
        <>
          {row.number ? <span className="mono">{row.number}</span> : <span className="muted">–</span>} {row.issuedOn && <Day on={row.issuedOn} />}
          {row.redLetters.map((red) => (
            <div key={red.creditNote}>
              {t('fapiao.redOf', { creditNote: red.creditNote })} <Money amount={red.amount} currency={row.currency} /> {red.number ? <span className="mono">{red.number}</span> : <em>{t('fapiao.redMissing')}</em>}
            </div>
          ))}
        </>
      ),
    },
  ];
}
