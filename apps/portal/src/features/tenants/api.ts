import { http, type Page } from '../../session/http';

export interface OperatorTenantView {
  id: string;
  name: string;
  zone: string;
  currency: string;
  country: string;
  status: string;
  createdAt: string;
}

export interface NewTenantInput {
  name: string;
  zone: string;
  currency: string;
  country: string;
  adminEmail: string;
}

export const TENANTS_KEY = ['operator-tenants'] as const;

export const listTenants = (cursor: string | null = null) => http.get<Page<OperatorTenantView>>('/operator/tenants', { cursor });
export const createTenant = (input: NewTenantInput) => http.post<{ id: string; invitationLink: string }>('/operator/tenants', input);
