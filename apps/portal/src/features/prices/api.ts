import * as api from '../../generated';
import type { OwnPriceInput, PlanVersionInput, TermsChangeInput } from '../../generated';

export type { ContractVersionView, OwnPriceInput, OwnPriceView, PlanVersionInput, PlanVersionView, PricingInput, PricingView, TermsChangeInput } from '../../generated';

export const PLAN_VERSIONS_KEY = ['plan-versions'] as const;
export const OWN_PRICES_KEY = ['own-prices'] as const;
export const CONTRACT_VERSIONS_KEY = ['contract-versions'] as const;

export const listPlanVersions = () => api.listPlanVersions();
export const makePlanVersion = (body: PlanVersionInput) => api.makePlanVersion({ body });
export const listOwnPrices = (tenantId: string) => api.listOwnPrices({ path: { tenantId } });
export const giveOwnPrice = (tenantId: string, body: OwnPriceInput) => api.giveOwnPrice({ path: { tenantId }, body });
export const listContractVersions = (id: string) => api.listContractVersions({ path: { id } });
export const listTenantContractVersions = (path: { tenantId: string; leaseId: string }) => api.listTenantContractVersions({ path });
export const changeTerms = (path: { tenantId: string; leaseId: string }, body: TermsChangeInput) => api.changeTerms({ path, body });
