import * as api from '../../generated';

export type { WhatIfView } from '../../generated';

export const WHAT_IF_KEY = ['what-if'] as const;

/** One thing that is supposed to have been otherwise. */
export type Supposition = { deckId: string } | { planCode: string } | { graceDays: number };

export interface Question {
  readonly supposed: Supposition;
  /** Null: last calendar month. `toOn` is exclusive. */
  readonly days: { fromOn: string; toOn: string } | null;
}

export const supposeOtherwise = ({ supposed, days }: Question, cursor: string | null) => api.supposeOtherwise({ query: { ...supposed, ...(days ?? {}), cursor: cursor ?? undefined } });
