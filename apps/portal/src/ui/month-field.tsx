import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month that a page shows, kept in its address so that a link leads to the same one; this month where none is named. */
export function useMonth(): readonly [month: string, set: (month: string) => void] {
  const [search, setSearch] = useSearchParams();
  const named = search.get('month') ?? '';
  const set = (month: string) =>
    setSearch((before) => {
      before.set('month', month);
      return before;
    });
  return [MONTH.test(named) ? named : dayjs().format('YYYY-MM'), set];
}

export function MonthField({ month, onChange, label }: { month: string; onChange: (month: string) => void; label?: string }) {
  const { t } = useTranslation();
  return <DatePicker picker="month" allowClear={false} value={dayjs(`${month}-01`)} onChange={(picked) => picked && onChange(picked.format('YYYY-MM'))} aria-label={label ?? t('seatUsage.month')} />;
}
