import * as api from '../../generated';

export type { CheckRunView, NumberGapView, UsageMonthView } from '../../generated';

export const CHECKS_KEY = ['checks'] as const;

export const listChecks = (cursor: string | null) => api.listChecks({ query: { cursor: cursor ?? undefined } });
export const listNumberGaps = (cursor: string | null) => api.listNumberGaps({ query: { cursor: cursor ?? undefined } });
export const runChecks = () => api.runChecks();
export const readUsageLedger = (month: string) => api.readUsageLedger({ query: { month } });
