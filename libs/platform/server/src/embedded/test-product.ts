import { startEmbeddedPostgres } from './start-embedded-postgres';

/** A product reduced to its database, for the tests that kill one. */
const dataDir = process.argv[2] ?? '';
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings: { fsync: 'off' } });
setInterval(() => undefined, 60_000);
process.stdout.write(`${postgres.mode}\n`);
