import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState, Loaded, ProblemNote } from '../../../ui/states';
import { useNarrow } from '../../../ui/theme';
import { useAction } from '../../../ui/use-action';
import { listStock, NUMBERS_KEY, STOCK_KEY, takeNumber } from '../api';

function StockList() {
  const { t } = useTranslation();
  const stock = useQuery({ queryKey: STOCK_KEY, queryFn: () => listStock() });
  const take = useAction(takeNumber, { stale: [NUMBERS_KEY, STOCK_KEY], done: t('numbers.taken'), quiet: true });
  return (
    <Loaded read={stock}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyState title={t('numbers.stockEmptyTitle')} hint={t('numbers.stockEmptyHint')} />
        ) : (
          <div className="stack">
            <ProblemNote error={take.error} />
            <ul className="plain-list">
              {page.items.map((number) => (
                <li key={number.id} className="row row--between">
                  <span>
                    <strong className="figure">{number.e164}</strong> <span className="muted">{number.country}</span>
                  </span>
                  <Button size="small" type="primary" loading={take.isPending && take.variables === number.id} onClick={() => take.mutate(number.id)} aria-label={t('numbers.takeThis', { number: number.e164 })}>
                    {t('numbers.take')}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )
      }
    </Loaded>
  );
}

export function TakeNumberDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  return (
    <Drawer title={t('numbers.takeTitle')} open={open} onClose={onClose} size={narrow ? '100%' : 440} destroyOnHidden>
      {open && <StockList />}
    </Drawer>
  );
}
