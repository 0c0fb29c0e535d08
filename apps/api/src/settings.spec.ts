import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings';

const folder = (): string => join(mkdtempSync(join(tmpdir(), 'settings-')), 'deep', 'data');

describe('the installation’s secret', () => {
  it('is made once, kept for this user only, and read again', () => {
    const SEATLINE_DATA_DIR = folder();
    const first = readSettings({ SEATLINE_DATA_DIR });
    expect(first.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(readSettings({ SEATLINE_DATA_DIR }).secret).toBe(first.secret);
    expect(statSync(join(SEATLINE_DATA_DIR, 'secret')).mode & 0o077).toBe(0);
    expect(readFileSync(join(SEATLINE_DATA_DIR, 'secret'), 'utf8').trim()).toBe(first.secret);
  });

  it('must be given with a database of one’s own, and be long', () => {
    expect(() => readSettings({ DATABASE_URL: 'postgres://a@b/c' })).toThrow(/SEATLINE_SECRET must be too/);
    expect(() => readSettings({ DATABASE_URL: 'postgres://a@b/c', SEATLINE_SECRET: 'short' })).toThrow(/SEATLINE_SECRET: must have at least 32/);
  });
});

it('says in one line that a data folder cannot be used, whatever is wrong with it', () => {
  expect(() => readSettings({ SEATLINE_DATA_DIR: '/proc/x' })).toThrow(/The data folder \/proc\/x cannot be used/);
  expect(() => readSettings({ SEATLINE_DATA_DIR: '/dev/null/x' })).toThrow(/The data folder \/dev\/null\/x cannot be used/);
});

it('counts an empty variable as unset', () => {
  expect(readSettings({ SEATLINE_DATA_DIR: folder(), SEATLINE_PORT: '' }).port).toBe(3000);
});

it('runs the demo with its own database only, unless told', () => {
  const secret = 'x'.repeat(32);
  expect(readSettings({ SEATLINE_DATA_DIR: folder() }).demo).toBe(true);
  expect(readSettings({ DATABASE_URL: 'postgres://a@b/c', SEATLINE_SECRET: secret }).demo).toBe(false);
  expect(readSettings({ DATABASE_URL: 'postgres://a@b/c', SEATLINE_SECRET: secret, SEATLINE_DEMO: 'on' }).demo).toBe(true);
});
