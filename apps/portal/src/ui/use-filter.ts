import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** A filter that lives in the URL, so that it can be sent to a colleague and survives "back". What is no known value counts as none. */
export function useFilter<Value extends string>(name: string, values: readonly Value[]): [Value | null, (value: Value | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (value: Value | null) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === null) after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    [name, setParameters],
  );
  return [values.find((value) => value === parameters.get(name)) ?? null, set];
}
