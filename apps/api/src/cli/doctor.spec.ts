import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runDoctor } from './doctor';

const SECRET = 'x'.repeat(40);
let database: TestDatabase;
let asterisk: Server;
let ariUrl: string;

beforeAll(async () => {
  database = await createTestDatabase();
  asterisk = createServer((request, response) => {
    const allowed = request.headers.authorization === `Basic ${Buffer.from('ari:right').toString('base64')}`;
    response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ system: { version: '22.10.1' } }));
  });
  await new Promise<void>((done) => asterisk.listen(0, '127.0.0.1', done));
  ariUrl = `http://127.0.0.1:${(asterisk.address() as AddressInfo).port}/ari`;
});
afterAll(async () => {
  asterisk.close();
  await database.drop();
});

async function closedPort(): Promise<number> {
  const probe = createSocketServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((done) => probe.close(() => done()));
  return port;
}

async function doctor(env: Record<string, string>): Promise<{ code: number; text: string }> {
  let text = '';
  const out = new Writable({ write: (chunk, _encoding, done) => ((text += String(chunk)), done()) });
  const code = await runDoctor({ SEATLINE_DATA_DIR: mkdtempSync(join(tmpdir(), 'doctor-')), SEATLINE_SECRET: SECRET, ...env }, { out });
  return { code, text };
}

it('finds nothing wrong where nothing is set up', async () => {
  const { code, text } = await doctor({});
  expect(text).toMatch(/ok {5}Database: PostgreSQL of its own/);
  expect(text).toMatch(/off {4}Asterisk: not set up/);
  expect(text).toMatch(/off {4}Stripe: no key/);
  expect(text).toMatch(/off {4}Twilio: no account/);
  expect(code).toBe(0);
});

it('reaches a database and an Asterisk of one’s own', async () => {
  const { code, text } = await doctor({
    DATABASE_URL: database.adminUrl, ASTERISK_ARI_URL: ariUrl, ASTERISK_ARI_USER: 'ari', ASTERISK_ARI_PASSWORD: 'right', ASTERISK_SIP_ADDRESS: '127.0.0.1:5060',
  });
  expect(text).toMatch(/ok {5}Database: .*schema up to date/);
  expect(text).toMatch(/ok {5}Asterisk: .*version 22\.10\.1/);
  expect(code).toBe(0);
});

it('says what is wrong and how to mend it, and shows no password', async () => {
  const port = await closedPort();
  const { code, text } = await doctor({
    DATABASE_URL: `postgres://someone:hidden-word@127.0.0.1:${port}/x`,
    ASTERISK_ARI_URL: ariUrl, ASTERISK_ARI_USER: 'ari', ASTERISK_ARI_PASSWORD: 'hidden-word', ASTERISK_SIP_ADDRESS: '127.0.0.1:5060',
  });
  expect(text).toMatch(/WRONG {2}Database: 127\.0\.0\.1:\d+ cannot be reached \(.*ECONNREFUSED.*\)\n +→ Check host/);
  expect(text).toMatch(/WRONG {2}Asterisk: .* refuses the sign-in/);
  expect(text).not.toContain('hidden-word');
  expect(code).toBe(1);
});

it.each([
  [{ SEATLINE_PORT: 'many' }, /Settings: A setting in the environment is wrong: SEATLINE_PORT/],
  [{ DATABASE_URL: 'mysql://x' }, /Settings: .*DATABASE_URL/],
  [{ ASTERISK_ARI_URL: 'http://127.0.0.1:1/ari' }, /these must be too: ASTERISK_ARI_USER, ASTERISK_ARI_PASSWORD, ASTERISK_SIP_ADDRESS/],
])('names the setting that is wrong: %j', async (env, fault) => {
  const { code, text } = await doctor(env as Record<string, string>);
  expect(text).toMatch(fault);
  expect(code).toBe(1);
});
