import type pg from 'pg';

/**
 * The disk is full for one table of the test's database: its file becomes /dev/full, where the kernel answers every write with ENOSPC, so that PostgreSQL meets the true
 * error (53100) at the true place, as root or not. The table must be empty (the device reads as an empty file). The server does it itself: only its own account
 * may touch its files. What this does not show is a full disk beneath the write-ahead log, at which PostgreSQL stops and starts again; a server that
 * ends between two statements is in unit-of-work.spec.ts, one that is killed in embedded-postgres.spec.ts.
 */
export class DiskFull {
  private constructor(
    private readonly admin: pg.Client,
    private readonly file: string,
  ) {}

  static async under(admin: pg.Client, table: string): Promise<DiskFull> {
    const { rows } = await admin.query<{ file: string; size: string }>(
      `select current_setting('data_directory') || '/' || pg_relation_filepath($1) as file, pg_relation_size($1)::text as size`, [table]);
    const { file, size } = rows[0]!;
    if (size !== '0') throw new Error(`${table} is not empty`);
    const full = new DiskFull(admin, file);
    await admin.query('checkpoint'); // nothing of the old file is left to be synced
    await full.atServer(`mv '${file}' '${file}.kept' && ln -s /dev/full '${file}'`);
    return full;
  }

  /** Somebody has made room. */
  async makeRoom(): Promise<void> {
    await this.atServer(`mv -f '${this.file}.kept' '${this.file}'`);
  }

  /** And every session lets go of the files that it holds open, as it does at the end of any database. */
  private async atServer(command: string): Promise<void> {
    await this.admin.query(`copy (select 1) to program ${this.admin.escapeLiteral(`cat >/dev/null; ${command}`)}`);
    const passing = `seatline_test_passing_${process.pid}`;
    await this.admin.query(`create database ${passing} template template0`);
    await this.admin.query(`drop database ${passing}`);
  }
}
