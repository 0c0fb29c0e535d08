import * as api from '../../generated';
import type { SpendingCapsInput, TelephoneBillingInput, TransferTopUpInput } from '../../generated';
import type { LeaseAddress } from '../leases/api';

export type { SpendingCapInput, SpendingMeter, SpendingMeterView, SpendingNoticeView, SpendingView, WalletMovementView, WalletView } from '../../generated';

export const topUpWallet = ({ leaseId, amount }: { leaseId: string; amount: string }) => api.topUpWallet({ path: { id: leaseId }, body: { amount } });
export const setRefill = (leaseId: string, body: { below: string; amount: string }) => api.setRefill({ path: { id: leaseId }, body });
export const dropRefill = (leaseId: string) => api.dropRefill({ path: { id: leaseId } });

export const WALLETS_KEY = ['wallets'] as const;
export const SPENDING_KEY = ['spending'] as const;

export const readWallet = (id: string) => api.readWallet({ path: { id } });
export const listWalletMovements = (id: string, cursor: string | null) => api.listWalletMovements({ path: { id }, query: { cursor: cursor ?? undefined } });
export const setLowBalance = (id: string, lowBalance: string) => api.setLowBalance({ path: { id }, body: { lowBalance } });
export const readSpending = () => api.readSpending();
export const setSpendingCaps = (body: SpendingCapsInput) => api.setSpendingCaps({ body });
export const listSpendingNotices = (cursor: string | null) => api.listSpendingNotices({ query: { cursor: cursor ?? undefined } });

export const listAllWallets = (cursor: string | null) => api.listAllWallets({ query: { cursor: cursor ?? undefined } });
export const readTenantWallet = (path: LeaseAddress) => api.readTenantWallet({ path });
export const setTelephoneBilling = (path: LeaseAddress, body: TelephoneBillingInput) => api.setTelephoneBilling({ path, body });
export const bookWalletTransfer = (path: LeaseAddress, body: TransferTopUpInput) => api.bookWalletTransfer({ path, body });
export const readTenantSpending = (tenantId: string) => api.readTenantSpending({ path: { tenantId } });
export const setSpendingLimits = (tenantId: string, body: SpendingCapsInput) => api.setSpendingLimits({ path: { tenantId }, body });
