import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { exactInstant, formatDay, formatDuration, formatInstant, formatMoney, formatNumber, formatPrice } from './format';

const Zone = createContext('UTC');

/** The zone in which everything below shows its instants. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>;
}

export interface Formats {
  readonly zone: string;
  money(amount: string, currency: string): string;
  price(amount: string, currency: string): string;
  number(value: number): string;
  instant(at: string): string;
  exact(at: string): string;
  day(on: string): string;
}

/** Formatting in the reader's language and the surrounding zone. */
export function useFormats(): Formats {
  const zone = useContext(Zone);
  const { i18n } = useTranslation();
  const locale = i18n.language;
  return useMemo(
    () => ({
      zone,
      money: (amount, currency) => formatMoney(amount, currency, locale),
      price: (amount, currency) => formatPrice(amount, currency, locale),
      number: (value) => formatNumber(value, locale),
      instant: (at) => formatInstant(at, zone, locale),
      exact: (at) => exactInstant(at, zone),
      day: (on) => formatDay(on, locale),
    }),
    [zone, locale],
  );
}

export function Money({ amount, currency, strong }: { amount: string; currency: string; strong?: boolean }) {
  const { money } = useFormats();
  return <span className={strong ? 'figure figure--strong' : 'figure'}>{money(amount, currency)}</span>;
}

export function Price({ amount, currency }: { amount: string; currency: string }) {
  const { price } = useFormats();
  return <span className="figure">{price(amount, currency)}</span>;
}

/** An instant in the surrounding zone; the exact value shows on hover. */
export function Instant({ at, none = '–' }: { at: string | null | undefined; none?: string }) {
  const { instant, exact } = useFormats();
  if (!at) return <span className="muted">{none}</span>;
  return (
    <time className="figure" dateTime={at} title={exact(at)}>
      {instant(at)}
    </time>
  );
}

export function Day({ on, none = '–' }: { on: string | null | undefined; none?: string }) {
  const { day } = useFormats();
  if (!on) return <span className="muted">{none}</span>;
  return (
    <time className="figure" dateTime={on}>
      {day(on)}
    </time>
  );
}

export function Duration({ milliseconds }: { milliseconds: number | null }) {
  if (milliseconds === null) return <span className="muted">–</span>;
  return <span className="figure">{formatDuration(milliseconds)}</span>;
}
