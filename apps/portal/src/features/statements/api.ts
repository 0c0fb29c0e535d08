import * as api from '../../generated';
import type { LeaseAddress } from '../leases/api';

export type { AccountSidesView, LeaseStatementView, StatementView } from '../../generated';

export const STATEMENTS_KEY = ['statements'] as const;

export const readStatement = (month: string) => api.readStatement({ query: { month } });
export const readTenantStatement = (path: LeaseAddress, month: string) => api.readTenantStatement({ path, query: { month } });

/** Files are fetched by the browser itself: the session's cookie goes along. */
export const statementFile = (month: string) => `/v1/statement.csv?month=${month}`;
export const tenantStatementFile = ({ tenantId, leaseId }: LeaseAddress, month: string) => `/v1/operator/tenants/${tenantId}/leases/${leaseId}/statement.csv?month=${month}`;
export const statementPaper = (month: string) => `/v1/statement.pdf?month=${month}`;
export const tenantStatementPaper = ({ tenantId, leaseId }: LeaseAddress, month: string) => `/v1/operator/tenants/${tenantId}/leases/${leaseId}/statement.pdf?month=${month}`;
