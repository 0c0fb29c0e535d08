import * as api from '../../generated';

export type { FailedJobView } from '../../generated';

export const JOBS_KEY = ['failed-jobs'] as const;

export const listFailedJobs = () => api.listFailedJobs();
export const retryJob = (id: string) => api.retryJob({ path: { id } });
