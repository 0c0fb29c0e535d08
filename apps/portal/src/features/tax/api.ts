import * as api from '../../generated';
import type { TaxCategoryInput, TaxedPlanInput, TaxRateInput } from '../../generated';

export type { TaxCategoryInput, TaxCategoryView } from '../../generated';

export const TAX_KEY = ['tax-categories'] as const;

export const listTaxCategories = () => api.listTaxCategories();
export const addTaxCategory = (body: TaxCategoryInput) => api.addTaxCategory({ body });
export const beginTaxRate = (code: string, body: TaxRateInput) => api.beginTaxRate({ path: { code }, body });
export const taxPlan = (code: string, body: TaxedPlanInput) => api.taxPlan({ path: { code }, body });
export const listPlanCodes = () => api.listAllPlans();
