import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** Rows as COPY writes and reads them, kept outside of the database. */
export class CopiedRows {
  private constructor(
    readonly columns: readonly string[],
    private readonly pieces: readonly Buffer[],
  ) {}

  /** @param query what is copied; its columns are those named. */
  static async take(client: pg.Client, columns: readonly string[], query: string): Promise<CopiedRows> {
    const pieces: Buffer[] = [];
    const stream = client.query(copyTo(`copy (${query}) to stdout`));
    for await (const piece of stream) pieces.push(piece as Buffer);
    return new CopiedRows(columns, pieces);
  }

  async putInto(client: pg.Client, table: string): Promise<void> {
    await pipeline(Readable.from(this.pieces), client.query(copyFrom(`copy ${table} (${this.columns.join(', ')}) from stdin`)));
  }
}

/** A number that two tables share exactly when they hold the same rows, in whatever order. */
export async function fingerprintOf(client: pg.Client, query: string): Promise<string> {
  const { rows } = await client.query<{ fingerprint: string }>(
    `select count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) as fingerprint from (${query}) r`,
  );
  return rows[0]!.fingerprint;
}
