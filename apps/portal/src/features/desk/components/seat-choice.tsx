import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/states';
import { useCodeText } from '../../../ui/use-code-text';
import { Panel } from '../../../ui/page';
import { SeatStateTag } from '../../seats/components/seat-state';
import type { SeatState } from '../../seats/api';
import type { AgentDeskView, DeskSeatView } from '../api';
import { isFree } from '../model';

function SeatRow({ seat, busy, onTake }: { seat: DeskSeatView; busy: boolean; onTake: () => void }) {
  const { t } = useTranslation();
  const cause = useCodeText('seats.cause');
  return (
    <li className="row row--between seat-row">
      <span className="stack stack--tight">
        <strong>{t('desk.seatName', { label: seat.label })}</strong>
        {seat.state === 'active' ? (
          <span className="muted">{seat.heldBy === null ? t('desk.seatFree') : t('desk.seatHeld', { name: seat.heldBy })}</span>
        ) : (
          <span className="row">
            <SeatStateTag state={seat.state as SeatState} /> {seat.cause !== null && <span className="muted">{cause(seat.cause)}</span>}
          </span>
        )}
      </span>
      <Button type="primary" size="large" disabled={!isFree(seat)} loading={busy} onClick={onTake} aria-label={t('desk.takeThis', { seat: t('desk.seatName', { label: seat.label }) })}>
        {t('desk.take')}
      </Button>
    </li>
  );
}

/** The seats that the agent may take; those that they cannot take now say why. */
export function SeatChoice({ desk, taking, onTake }: { desk: AgentDeskView; taking: string | null; onTake: (seatId: string) => void }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('desk.takeTitle')}>
      {desk.entitledSeats.length === 0 ? (
        <EmptyState title={t('desk.noSeatTitle')} hint={t('desk.noSeatHint')} />
      ) : (
        <ul className="plain-list">
          {desk.entitledSeats.map((seat) => (
            <SeatRow key={seat.id} seat={seat} busy={taking === seat.id} onTake={() => onTake(seat.id)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
