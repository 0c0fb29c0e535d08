import { http, type Page } from '../../session/http';

export interface FailedJobView {
  id: string;
  task: string;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
  runAt: string;
}

export const JOBS_KEY = ['failed-jobs'] as const;

export const listFailedJobs = (cursor: string | null) => http.get<Page<FailedJobView>>('/operator/jobs/failed', { cursor });
export const retryJob = (id: string) => http.post<unknown>(`/operator/jobs/${id}/retry`);
