import { useQuery } from '@tanstack/react-query';
import { listQueues, QUEUES_KEY } from './api';

export function useQueueOptions(): { options: { value: string; label: string }[]; loading: boolean } {
  const read = useQuery({ queryKey: [...QUEUES_KEY, 'options'], queryFn: () => listQueues() });
  return { options: (read.data?.items ?? []).map((queue) => ({ value: queue.id, label: queue.name })), loading: read.isPending };
}
