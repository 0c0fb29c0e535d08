import type { ServiceSpan } from '@seatline/billing-domain';
import { addDays, type CivilDate, type Instant, instant } from '@seatline/kernel';
import type { ActOf } from './acts';

const HOUR = 3_600_000;

const spanOf = (day: CivilDate, from: number, to: number): ServiceSpan => {
  const midnight = instant(`${day}T00:00:00+08:00`);
  return { startAt: (midnight + from * HOUR) as Instant, endAt: (midnight + to * HOUR) as Instant };
};

/** When seats could not be used, and which of that time is to be given back: of a window its last hours. */
export function interruptionOf(act: ActOf<'outage' | 'maintenance'>): ServiceSpan & { readonly excess: readonly ServiceSpan[] } {
  const [from, to] = act.hours;
  if (act.do === 'maintenance') {
    const excess = act.excess === 0 ? [] : [spanOf(act.from, Math.max(from, to - act.excess), to)];
    return { ...spanOf(act.from, from, to), excess };
  }
  const excess = Array.from({ length: act.days }, (_, day) => spanOf(addDays(act.from, day), from, to));
  return { startAt: excess[0]!.startAt, endAt: excess.at(-1)!.endAt, excess };
}
