import { http, type Page } from '../../session/http';

export interface QueueView {
  id: string;
  name: string;
  memberIds: string[];
  ringTimeoutSeconds: number;
}

export interface QueueInput {
  name: string;
  memberIds: string[];
  ringTimeoutSeconds: number;
}

export const QUEUES_KEY = ['queues'] as const;

export const listQueues = (cursor: string | null = null) => http.get<Page<QueueView>>('/queues', { cursor });
export const addQueue = (input: QueueInput) => http.post<unknown>('/queues', input);
export const changeQueue = (id: string, input: QueueInput) => http.put<unknown>(`/queues/${id}`, input);
export const removeQueue = (id: string) => http.delete<unknown>(`/queues/${id}`);
