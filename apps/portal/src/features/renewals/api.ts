import * as api from '../../generated';
import type { DecisionInput, RenewalInput } from '../../generated';
import type { LeaseAddress } from '../leases/api';

export type { LeaseRenewalsView, RenewalState, RenewalView } from '../../generated';

export const RENEWALS_KEY = ['renewals'] as const;

export const listRenewals = (leaseId: string) => api.listRenewals({ path: { id: leaseId } });
export const askRenewal = (leaseId: string, body: RenewalInput) => api.askRenewal({ path: { id: leaseId }, body });
export const listTenantRenewals = (path: LeaseAddress) => api.listTenantRenewals({ path });
export const listWaitingRenewals = (cursor: string | null) => api.listWaitingRenewals({ query: { cursor: cursor ?? undefined } });
export const decideRenewal = (path: LeaseAddress & { renewalId: string }, body: DecisionInput) => api.decideRenewal({ path, body });
