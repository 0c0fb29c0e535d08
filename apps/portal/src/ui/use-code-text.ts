import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * The words for a code of the API's (`seat.cause`, `lease.suspended`). A code that this portal does not know yet is shown as it is: better an
 * odd word than an empty cell.
 */
export function useCodeText(group: string): (code: string) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (code: string) => {
      const key = `${group}.${code.replaceAll('.', '-')}`;
      // The key is made at run time, so the compiler cannot know it; `exists` is the check.
      return i18n.exists(key) ? (t as (key: string) => string)(key) : code;
    },
    [group, t, i18n],
  );
}
