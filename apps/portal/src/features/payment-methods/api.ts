import * as api from '../../generated';
import type { CollectionInput } from '../../generated';

export type { CollectionSettingView, CollectionView, PaymentMethodsView, PaymentMethodView, SavingView } from '../../generated';

export const METHODS_KEY = ['payment-methods'] as const;
export const COLLECTION_KEY = ['collection'] as const;

export const listPaymentMethods = () => api.listPaymentMethods();
export const beginSavingMethod = () => api.beginSavingMethod();
export const readSaving = (id: string) => api.readSaving({ path: { id } });
export const chooseDefaultMethod = (id: string) => api.chooseDefaultMethod({ path: { id } });
export const removePaymentMethod = (id: string) => api.removePaymentMethod({ path: { id } });

export const readCollection = () => api.readCollection();
/** For one lease, or for every lease without a setting of its own. */
export const setCollection = ({ leaseId, ...body }: CollectionInput & { leaseId: string | null }) =>
  leaseId === null ? api.setCollection({ body }) : api.setLeaseCollection({ path: { id: leaseId }, body });
export const dropLeaseCollection = (leaseId: string) => api.dropLeaseCollection({ path: { id: leaseId } });
