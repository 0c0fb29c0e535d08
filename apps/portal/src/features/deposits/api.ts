import * as api from '../../generated';
import type { RefundInput } from '../../generated';
import type { LeaseAddress } from '../leases/api';

export type { DepositMovementView, DepositView } from '../../generated';

export const DEPOSITS_KEY = ['deposits'] as const;

export const readDeposit = (leaseId: string) => api.readDeposit({ path: { id: leaseId } });
export const readTenantDeposit = (path: LeaseAddress) => api.readTenantDeposit({ path });
export const payRefund = (path: LeaseAddress, body: RefundInput) => api.payRefund({ path, body });
