import * as api from '../../generated';
import type { ReportFile } from '../../generated';

export type { AccountBalanceView, AgedLeaseView, HeldDepositView, RevenueMonthView } from '../../generated';

export const REPORTS_KEY = ['reports'] as const;

export const readTrialBalance = (on: string) => api.readTrialBalance({ query: { on } });
export const readReceivables = (on: string) => api.readReceivablesByAge({ query: { on } });
export const readDeposits = (on: string) => api.readDepositsByTenant({ query: { on } });
export const readRevenue = (from: string, to: string) => api.readRevenueByMonth({ query: { from, to } });

/** Where a browser fetches the file from; its session goes with it. */
export const reportAddress = (report: ReportFile, from: string, to: string) => `/v1/operator/reports/file?${new URLSearchParams({ report, from, to })}`;
export const journalAddress = (from: string, to: string) => `/v1/operator/reports/journal?${new URLSearchParams({ from, to })}`;
