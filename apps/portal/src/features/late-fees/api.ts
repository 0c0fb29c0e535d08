import * as api from '../../generated';
import type { LateFeesInput } from '../../generated';
import type { LeaseAddress } from '../leases/api';

export type { LateFeeAgreementView, LateFeeRateView, LateFeesInput, LateFeesView, LateFeeView } from '../../generated';

export const LATE_FEES_KEY = ['late-fees'] as const;

export const readLateFees = (leaseId: string) => api.readLateFees({ path: { id: leaseId } });
export const readTenantLateFees = (path: LeaseAddress) => api.readTenantLateFees({ path });
export const agreeLateFees = (path: LeaseAddress, body: LateFeesInput) => api.agreeLateFees({ path, body });
export const waiveLateFee = (path: { tenantId: string; invoiceId: string }, body: { line: number; reason: string }) => api.waiveLateFee({ path, body });
