import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RowSource } from './data-table';

interface ReadPage<Row> {
  readonly items: Row[];
  readonly nextCursor?: string | null;
}

/** Reads a list page by page; "more" asks for the next one. */
export function usePagedList<Row>(queryKey: QueryKey, read: (cursor: string | null) => Promise<ReadPage<Row>>, options: { refetchInterval?: number } = {}): RowSource<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    refetchInterval: options.refetchInterval ?? false,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  return {
    rows,
    error: query.error,
    refetch: query.refetch,
    more: query.hasNextPage ? { load: query.fetchNextPage, loading: query.isFetchingNextPage } : null,
  };
}
