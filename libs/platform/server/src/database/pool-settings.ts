import pg from 'pg';

// `date` stays the text it is (pg would make it midnight of the machine's zone), `int8` becomes a bigint (money), `timestamptz` a Date.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));

/** Settings for every pool: nothing waits for ever, and an abandoned transaction ends by itself. */
export const POOL_SETTINGS = {
  connectionTimeoutMillis: 5_000,
  query_timeout: 30_000,
  statement_timeout: 25_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
} as const satisfies Partial<pg.PoolConfig>;

/**
 * Ends a connection whose transaction is lost, and says so: the pool drops it at once. Ended in silence it would be handed out again until its end is heard of, and
 * who tries again right away would fail again.
 */
export function discardConnection(client: pg.PoolClient, cause: unknown): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  client.emit('error', cause instanceof Error ? cause : new Error(String(cause)));
}
