import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** A filter that lives in the URL, so that it can be sent to a colleague and survives "back". */
export function useFilter(name: string): [string | null, (value: string | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (value: string | null) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    [name, setParameters],
  );
  return [parameters.get(name), set];
}
