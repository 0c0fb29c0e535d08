import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runSimulate } from './simulate';

const STORY = JSON.stringify({
  zone: 'Asia/Shanghai', currency: 'CNY', contract: { term: { startOn: '2026-01-31', months: 12 } },
  events: [{ at: '2026-01-30T10:00:00+08:00', do: 'open-lease', seats: 10 }],
  until: '2026-02-01T00:00:00+08:00',
});

function run(pathOrDash: string, input = ''): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const streams = {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: { write: (text: string) => { told.out += text; } },
    stderr: { write: (text: string) => { told.err += text; } },
  };
  return runSimulate(pathOrDash, streams).then((code) => ({ code, ...told }));
}

describe('seatline simulate', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'simulate-')); });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a file and prints one JSON object', async () => {
    const path = join(folder, 'story.json');
    await writeFile(path, STORY);
    const { code, out, err } = await run(path);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ invoices: [{ number: 1, total: '41200.00' }], conserved: true });
  });

  it('reads standard input for a dash', async () => {
    const { code, out } = await run('-', STORY);
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['timeline', 'invoices', 'creditNotes', 'calls', 'balances', 'seats', 'conserved']);
  });

  it('gives one line per fault and nothing on standard output', async () => {
    const { code, out, err } = await run('-', STORY.replace('"seats":10', '"seats":0,"colour":"red"').replace('"CNY"', '"XXY"'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      'currency: must be a currency code of ISO 4217, such as CNY\n'
      + 'events[0].colour: is not a known field\n'
      + 'events[0].seats: must be a whole number from 1 to 100000\n',
    );
  });

  it.each([['not JSON', '{'], ['nothing at all', '']])('refuses %s', async (_, text) => {
    const { code, out, err } = await run('-', text);
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(err).toMatch(/^story: must be JSON/);
  });

  it('says which file it cannot read', async () => {
    const { code, out, err } = await run(join(folder, 'absent.json'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('absent.json: cannot be read');
  });
});
