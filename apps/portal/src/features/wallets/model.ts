import type { SpendingCapInput, SpendingMeter, SpendingView } from './api';

/** The caps that the form sets; caps of single seats stay as they are. */
export const FORM_METERS = ['tenant-day', 'tenant-month', 'seat-day', 'seat-month'] as const satisfies readonly SpendingMeter[];
export type CapValues = Partial<Record<SpendingMeter, string>>;

/** What the form shows of one side's caps. */
export function capValues(spending: Pick<SpendingView, 'caps'>, side: 'tenant' | 'operator'): CapValues {
  return Object.fromEntries(spending.caps.filter((cap) => cap.setBy === side && cap.seatId === null).map((cap) => [`${cap.scope}-${cap.period}`, cap.amount]));
}

/** All caps of one side as the form leaves them: an empty field is no cap. */
export function capsOf(values: CapValues, spending: Pick<SpendingView, 'caps'>, side: 'tenant' | 'operator'): SpendingCapInput[] {
  const kept = spending.caps.flatMap(({ setBy, seatId, scope, period, amount }) => (setBy === side && seatId !== null ? [{ seatId, scope, period, amount }] : []));
  const set = FORM_METERS.flatMap((meter) => {
    const amount = values[meter]?.trim() ?? '';
    const [scope, period] = meter.split('-') as ['tenant' | 'seat', 'day' | 'month'];
    return amount === '' ? [] : [{ scope, period, amount }];
  });
  return [...set, ...kept];
}

/** Whole seconds until the line is cut, when it is near enough to say so; null before. */
export function secondsToCut(talkUntil: string | null, now: number, warnSeconds: number): number | null {
  if (talkUntil === null) return null;
  const left = Math.max(0, Math.ceil((Date.parse(talkUntil) - now) / 1000));
  return left <= warnSeconds ? left : null;
}
