import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeckTable } from '../api';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A time band in the reader's own days: `mon-fri 18:00-24:00` → Mon–Fri 18:00–24:00. */
export function useBandText(): (band: string) => string {
  const { t } = useTranslation();
  return useCallback((band: string) => DAYS.reduce((text, day) => text.replaceAll(day, t(`deckRows.days.${day}`)), band).replaceAll('-', '–'), [t]);
}

/** Which row of a deck priced a call: its prefix, its table where it is not the usual one, its hours where it has any. */
export function useRowName(): (row: { prefix: string | null; table: DeckTable | null; band: string | null }) => string {
  const { t } = useTranslation();
  const bandText = useBandText();
  return ({ prefix, table, band }) => {
    if (prefix === null) return '–';
    const named = table === null || table === 'e164' ? prefix : t(`deckRows.named.${table}`, { prefix });
    return band === null ? named : `${named} ${bandText(band)}`;
  };
}

/** The same of a name that the API gives in one piece: `short 10086`, `86 mon-fri 18:00-24:00`. */
export function useNamedRow(): (name: string) => string {
  const rowName = useRowName();
  return (name) => {
    const [, table, prefix, band] = /^(?:(short|service|internal) )?(\d+)(?: (.+))?$/.exec(name) ?? [];
    return prefix === undefined ? name : rowName({ prefix, table: (table as DeckTable | undefined) ?? null, band: band ?? null });
  };
}
