import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { Writable } from 'node:stream';
import pg from 'pg';
import { type AfterRestoreInput, runAfterRestore } from './after-restore';

let database: TestDatabase;
const year = new Date().getFullYear();
beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query("insert into legal_entity (code, name, invoice_prefix, zone, created_at) values ('one', 'One', 'SL', 'UTC', now())");
  await admin.query(`select take_numbers(id, 'invoice', ${year}, 4) from legal_entity`);
  await admin.end();
});
afterAll(() => database.drop());

const NOTHING: AfterRestoreInput = { invoice: [], creditNote: [], contract: [], reason: undefined, by: undefined };

async function run(input: Partial<AfterRestoreInput>): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runAfterRestore({ DATABASE_URL: database.adminUrl, SEATLINE_SECRET: database.secret }, { ...NOTHING, ...input }, {
    out: new Writable({ write: (chunk, _encoding, done) => ((out += String(chunk)), done()) }),
    err: new Writable({ write: (chunk, _encoding, done) => ((err += String(chunk)), done()) }),
  });
  return { code, out, err };
}

it('says how far the series have come, moves them past what was sent, and does nothing the second time', async () => {
  const why = { reason: 'restored the backup of 03:00', by: 'Ann' };
  expect(await run({})).toMatchObject({ code: 0, out: expect.stringContaining(`  SLI-${year}-000004  invoice\n`) });
  expect(await run({ invoice: [`SLI-${year}-000009`], contract: [`SL-${year}-000001`], ...why })).toEqual({
    code: 0, out: `SLI-${year}-000005 to SLI-${year}-000009: left out.\nSL-${year}-000001: left out.\n`, err: '',
  });
  expect(await run({ invoice: [`SLI-${year}-000009`], ...why })).toEqual({ code: 0, out: `SLI-${year}-000009: the series is past it; it was left out before.\n`, err: '' });
});

it.each<[string, Partial<AfterRestoreInput>, RegExp]>([
  ['nobody says it', { invoice: [`SLI-${year}-000012`], reason: 'restored' }, /--by/],
  ['no reason', { invoice: [`SLI-${year}-000012`], by: 'Ann' }, /--reason/],
  ['a number of another series', { creditNote: [`SLI-${year}-000012`], by: 'Ann', reason: 'restored' }, /is no number of that series/],
  ['a slip of the pen', { invoice: [`SLI-${year}-900012`], by: 'Ann', reason: 'restored' }, /more than 10,000 beyond SLI-\d{4}-000010/],
])('refuses in one line: %s', async (_, input, line) => {
  expect(await run(input)).toEqual({ code: 1, out: '', err: expect.stringMatching(line) });
});
