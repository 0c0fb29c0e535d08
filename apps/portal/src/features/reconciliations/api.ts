import * as api from '../../generated';
import type { CarrierFileInput, CostDeckInput, ReconciliationInput, RecordsSourceInput } from '../../generated';

export type {
  CallCostView, CarrierFileFormat, CarrierFindingTotalView, CarrierFindingView, ComparedTrunkView, CostDeckView, ReconciliationFindingsView, ReconciliationView, RecordsSource,
} from '../../generated';

export const RECONCILIATIONS_KEY = ['reconciliations'] as const;
export const COMPARED_TRUNKS_KEY = ['compared-trunks'] as const;

export const listComparedTrunks = () => api.listComparedTrunks();
export const listReconciliations = (cursor: string | null) => api.listReconciliations({ query: { cursor: cursor ?? undefined } });
export const readReconciliation = (id: string) => api.readReconciliation({ path: { id } });
export const reconcileTrunk = (body: ReconciliationInput) => api.reconcileTrunk({ body });
export const acknowledgeFinding = (tenantId: string, findingId: string, reason: string) => api.acknowledgeFinding({ path: { tenantId, findingId }, body: { reason } });
export const takeOverCall = (tenantId: string, findingId: string, reason: string) => api.takeOverCall({ path: { tenantId, findingId }, body: { reason } });
export const uploadCarrierFile = (tenantId: string, trunkId: string, body: CarrierFileInput) => api.uploadCarrierFile({ path: { tenantId, trunkId }, body });
export const setRecordsSource = (tenantId: string, trunkId: string, body: RecordsSourceInput) => api.setRecordsSource({ path: { tenantId, trunkId }, body });
export const uploadCostDeck = (tenantId: string, trunkId: string, body: CostDeckInput) => api.uploadCostDeck({ path: { tenantId, trunkId }, body });

/** Where a browser fetches the file from; its session goes with it. */
export const findingsFileAddress = (id: string) => `/v1/operator/reconciliations/${id}/file`;
