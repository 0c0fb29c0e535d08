import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import pg from 'pg';
import { Readable, Writable } from 'node:stream';
import { runOperator } from './operator';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function run(email: string, stdin: string): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runOperator(
    { DATABASE_URL: database.adminUrl, SEATLINE_SECRET: database.secret },
    { email, name: 'Ann' },
    {
      in: Readable.from([stdin]) as unknown as NodeJS.ReadStream,
      out: new Writable({ write: (chunk, _encoding, done) => ((out += String(chunk)), done()) }),
      err: new Writable({ write: (chunk, _encoding, done) => ((err += String(chunk)), done()) }),
    },
  );
  return { code, out, err };
}

it.each([
  ['nobody', 'a long password\n', /nobody is not an e-mail address/],
  ['ann@example.com', '', /No password was given/],
  ['ann@example.com', 'short\n', /password/],
])('refuses %s with %j in one line', async (email, stdin, line) => {
  const { code, err } = await run(email, stdin);
  expect(err).toMatch(line);
  expect(code).toBe(1);
});

it('makes an operator who holds every operator role, and shows the password nowhere', async () => {
  const { code, out, err } = await run('ann@example.com', 'a long password\n');
  expect({ code, out, err }).toEqual({ code: 0, out: 'ann@example.com is an operator.\n', err: '' });
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { rows } = await admin.query('select role from operator_grant g join person p on p.id = g.person_id where p.email = $1 order by role', ['ann@example.com']);
  await admin.end();
  expect(rows.map((row) => row.role)).toEqual(['operator-admin', 'operator-billing', 'operator-support']);
});
