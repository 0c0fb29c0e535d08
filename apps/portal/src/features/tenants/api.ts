import * as api from '../../generated';
import type { NewTenantInput } from '../../generated';

export type { NewTenantInput, OperatorTenantView } from '../../generated';

export const TENANTS_KEY = ['operator-tenants'] as const;

export const listTenants = (cursor: string | null = null) => api.listTenants({ query: { cursor: cursor ?? undefined } });
export const createTenant = (body: NewTenantInput) => api.createTenant({ body });
