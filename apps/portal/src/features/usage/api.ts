import * as api from '../../generated';

export type { UsageStatus, UsageView } from '../../generated';

export const USAGE_KEY = ['usage'] as const;

export const listUsage = (cursor: string | null) => api.listUsage({ query: { cursor: cursor ?? undefined } });
