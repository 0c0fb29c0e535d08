import * as api from '../../generated';
import type { TrunkInput } from '../../generated';

export type { TrunkInput, TrunkView } from '../../generated';

export const TRUNKS_KEY = ['trunks'] as const;

export const listTrunks = () => api.listTrunks();
export const addTrunk = (body: TrunkInput) => api.enterTrunk({ body });
export const changeTrunk = (id: string, body: TrunkInput) => api.changeTrunk({ path: { id }, body });
export const removeTrunk = (id: string) => api.removeTrunk({ path: { id } });
