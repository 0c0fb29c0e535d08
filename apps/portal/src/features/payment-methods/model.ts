import type { PaymentMethodView } from './api';

/** "visa •••• 4242" */
export function methodName({ kind, brand, lastFour }: Pick<PaymentMethodView, 'kind' | 'brand' | 'lastFour'>): string {
  return lastFour === null ? kind : `${brand ?? kind} •••• ${lastFour}`;
}

const SCHEDULE = { most: 8, earliest: -7, latest: 60 };

/** The days that a person wrote: "0, 1, 3, 7" or with Chinese commas. Null where they are no schedule. */
export function readDays(text: string): number[] | null {
  const words = text.split(/[\s,，、]+/).filter((word) => word !== '');
  const days = words.map(Number);
  const fits = days.every((day, place) => Number.isInteger(day) && day >= SCHEDULE.earliest && day <= SCHEDULE.latest && (place === 0 || day > (days[place - 1] ?? day)));
  return days.length >= 1 && days.length <= SCHEDULE.most && fits ? days : null;
}

/** Whether a card's last month is over: "2030-08" is valid through August. */
export function isExpired(expires: string | null, today: string): boolean {
  return expires !== null && expires < today.slice(0, 7);
}
