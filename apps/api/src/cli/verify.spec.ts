import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { Writable } from 'node:stream';
import { runVerify } from './verify';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function run(env: NodeJS.ProcessEnv, number: string): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runVerify(env, number, {
    out: new Writable({ write: (chunk, _encoding, done) => ((out += String(chunk)), done()) }),
    err: new Writable({ write: (chunk, _encoding, done) => ((err += String(chunk)), done()) }),
  });
  return { code, out, err };
}

it('says which invoice there is none of, and which database does not run', async () => {
  const settings = { DATABASE_URL: database.adminUrl, SEATLINE_SECRET: database.secret };
  expect(await run(settings, 'SLI-2026-000001')).toEqual({ code: 2, out: '', err: 'There is no invoice SLI-2026-000001.\n' });
  expect(await run({ SEATLINE_DATA_DIR: '/nowhere/seatline', SEATLINE_SECRET: database.secret }, 'SLI-2026-000001')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/does not run/) });
});
