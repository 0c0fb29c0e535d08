import type pg from 'pg';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Instants that the database's own clock gave: the story's lie in its own year. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00/g;
const DAY_MILLISECONDS = 86_400_000;

/** Tables that say by whom and how often something was tried, not what came of it. */
const NOT_COMPARED = new Set(['schema_migration']);

/**
 * Everything that the database holds, table by table, as text: ids and the database's own clock are blanked, rows are
 * sorted. Two histories that come to the same are the same text, byte by byte.
 */
export async function stateOf(admin: pg.Client): Promise<Record<string, string[]>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname",
  );
  const now = Date.now();
  const state: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (NOT_COMPARED.has(name)) continue;
    const { rows } = await admin.query<{ row: string }>(`select to_jsonb(t)::text as row from ${admin.escapeIdentifier(name)} t`);
    if (rows.length > 0) state[name] = rows.map(({ row }) => row.replace(UUID, '•').replace(INSTANT, (at) => (Math.abs(Date.parse(at) - now) < DAY_MILLISECONDS ? 'now' : at))).sort();
  }
  return state;
}
