import * as api from '../../generated';
import type { MarginGroup } from '../../generated';

export type { MarginGroup, MarginView } from '../../generated';

export const MARGIN_KEY = ['margin'] as const;
export const readMargin = (from: string, to: string, by: MarginGroup) => api.readMargin({ query: { from, to, by } });

/** Where a browser fetches the file from; its session goes with it. */
export const marginAddress = (from: string, to: string, by: MarginGroup) => `/v1/operator/reports/margin/file?${new URLSearchParams({ from, to, by })}`;
