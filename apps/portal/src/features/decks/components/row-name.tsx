import { useTranslation } from 'react-i18next';
import type { DeckTable } from '../api';

/** Which row of a deck priced a call: its prefix, its table where it is not the usual one, its hours where it has any. */
export function useRowName(): (row: { prefix: string | null; table: DeckTable | null; band: string | null }) => string {
  const { t } = useTranslation();
  return ({ prefix, table, band }) => {
    if (prefix === null) return '–';
    const named = table === null || table === 'e164' ? prefix : t(`deckRows.named.${table}`, { prefix });
    return band === null ? named : `${named} ${band}`;
  };
}
