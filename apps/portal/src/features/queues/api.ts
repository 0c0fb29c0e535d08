import * as api from '../../generated';
import type { QueueInput } from '../../generated';

export type { QueueInput, QueueView } from '../../generated';

export const QUEUES_KEY = ['queues'] as const;

export const listQueues = () => api.listQueues();
export const addQueue = (body: QueueInput) => api.openQueue({ body });
export const changeQueue = (id: string, body: QueueInput) => api.changeQueue({ path: { id }, body });
export const removeQueue = (id: string) => api.removeQueue({ path: { id } });
