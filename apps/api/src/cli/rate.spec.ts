import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runRate, type RateOptions } from './rate';

const DECK_HEADER = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to';
const DECK = `${DECK_HEADER}
86,0.12,0,60,60,2026-01-01T00:00:00+08:00,
8613,0.10,0.05,6,6,2026-01-01,2026-02-01
8613,0.11,0,60,6,2026-02-01,
1,0.07,0,0,1,,
`;
const CALLS_HEADER = 'id,to,answered_at,milliseconds';
const RESULT_HEADER = 'id,status,prefix,billed_seconds,cost';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatline-rate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function collecting(isTTY = false): { readonly stream: Writable & { isTTY?: boolean }; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream: Writable & { isTTY?: boolean } = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  stream.isTTY = isTTY;
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function rate(deck: string, calls: string, options: Partial<RateOptions> = {}, isTTY = false): Promise<Outcome> {
  const paths = { deck: join(folder, 'deck.csv'), calls: join(folder, 'calls.csv') };
  writeFileSync(paths.deck, deck);
  writeFileSync(paths.calls, calls);
  const [out, err] = [collecting(), collecting(isTTY)];
  const code = await runRate({ ...paths, ...options }, { out: out.stream, err: err.stream });
  return { code, out: out.text(), err: err.text().replaceAll(`${folder}/`, '') };
}

/** The result's lines without its header. */
async function lines(deck: string, calls: string, options: Partial<RateOptions> = {}): Promise<string[]> {
  const { code, out, err } = await rate(deck, `${CALLS_HEADER}\n${calls}`, options);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [header, ...rest] = out.trimEnd().split('\n');
  expect(header).toBe(RESULT_HEADER);
  return rest;
}

describe('seatline rate', () => {
  it('writes a line for each call: rated, unanswered or quarantined', async () => {
    const calls = [
      'c1,+8613800138000,2026-02-11T09:00:00+08:00,61000',
      'c2,861012345678,2026-02-11T09:00:00+08:00,61000',
      'c3,8613800138000,,61000',
      'c4,8613800138000,2026-02-11T09:00:00+08:00,0',
      'c5,4420,2026-02-11T09:00:00+08:00,1000',
      'c6,12025550123,2019-01-01T00:00:00Z,1',
    ];
    expect(await rate(DECK, `${[CALLS_HEADER, ...calls].join('\n')}\n`)).toEqual({
      code: 0,
      out: `${RESULT_HEADER}
c1,rated,8613,66,0.121000
c2,rated,86,120,0.240000
c3,unanswered,,0,0.000000
c4,unanswered,,0,0.000000
c5,quarantined,,,
c6,rated,1,1,0.001167
`,
      err: '',
    });
  });

  it('rates by the row in force at the answer, from its beginning to before its end', async () => {
    expect(await lines(DECK, 'a,8613,2026-01-31T23:59:59.999+08:00,1\nb,8613,2026-02-01T00:00:00+08:00,1\nc,8613,2025-12-31T23:59:59+08:00,1')).toEqual([
      'a,rated,8613,6,0.060000', 'b,rated,8613,60,0.110000', 'c,quarantined,,,',
    ]);
  });

  it('takes local times and dates as the zone shows them, Asia/Shanghai unless told otherwise', async () => {
    const call = 'a,8613,2026-01-31T18:00:00,1\nb,8613,2026-02-01,1';
    expect(await lines(DECK, call)).toEqual(['a,rated,8613,6,0.060000', 'b,rated,8613,60,0.110000']);
    const utcDeck = `${DECK_HEADER}\n8613,1,0,60,60,2026-01-31T16:00:00Z,\n`;
    expect(await lines(utcDeck, call)).toEqual(['a,quarantined,,,', 'b,rated,8613,60,1.000000']);
    expect(await lines(utcDeck, call, { zone: 'America/New_York' })).toEqual(['a,rated,8613,60,1.000000', 'b,rated,8613,60,1.000000']);
  });

  it('rounds once, to as many digits as asked for', async () => {
    const deck = `${DECK_HEADER}\n86,0.000001,0.444999,0,1,,\n`;
    const call = 'a,86,2026-02-11,30000\nb,86,,1\nc,7,2026-02-11,1';
    expect(await lines(deck, call)).toEqual(['a,rated,86,30,0.445000', 'b,unanswered,,0,0.000000', 'c,quarantined,,,']);
    expect(await lines(deck, call, { digits: 2 })).toEqual(['a,rated,86,30,0.44', 'b,unanswered,,0,0.00', 'c,quarantined,,,']);
    expect(await lines(deck, call, { digits: '0' })).toEqual(['a,rated,86,30,0', 'b,unanswered,,0,0', 'c,quarantined,,,']);
    expect(await lines(deck, call, { digits: 7 })).toEqual(['a,rated,86,30,0.4449995', 'b,unanswered,,0,0.0000000', 'c,quarantined,,,']);
  });

  it('takes columns in any order, quotes, CRLF, a byte order mark and blank lines, and writes ids as they came', async () => {
    const calls = '\ufeff"milliseconds",answered_at,id,to\r\n\r\n1000,"2026-02-11 09:00:00+08:00","a,""1""",12\r\n';
    expect(await rate(DECK.replaceAll('\n', '\r\n'), calls)).toEqual({ code: 0, out: `${RESULT_HEADER}\n"a,""1""",rated,1,1,0.001167\n`, err: '' });
  });

  it('writes the header alone when there are no calls, and quarantines all by a deck without rows', async () => {
    expect(await lines(DECK, '')).toEqual([]);
    expect(await lines(`${DECK_HEADER}\n`, 'a,86,2026-02-11,1')).toEqual(['a,quarantined,,,']);
  });

  it('gives the same for a deck in any order', async () => {
    const [header, ...rows] = DECK.trimEnd().split('\n');
    const call = 'a,8613,2026-01-31,1\nb,8613,2026-02-01,1\nc,86,2026-02-01,1\nd,19,2026-02-01,1';
    const expected = await lines(DECK, call);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        expect(await lines([header, ...shuffled].join('\n'), call)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('reads the calls from standard input for -', async () => {
    writeFileSync(join(folder, 'deck.csv'), DECK);
    const [out, err] = [collecting(), collecting()];
    const streams = { out: out.stream, err: err.stream, in: Readable.from([`${CALLS_HEADER}\na,1`, '2,2026-02-11,1000\n']) };
    expect(await runRate({ deck: join(folder, 'deck.csv'), calls: '-' }, streams)).toBe(0);
    expect(out.text()).toBe(`${RESULT_HEADER}\na,rated,1,1,0.001167\n`);
  });

  it('shows how far it is on a terminal only, and takes the line away', async () => {
    const calls = `${CALLS_HEADER}\n${'a,1,2026-02-11,1\n'.repeat(101_000)}`;
    const onTerminal = await rate(DECK, calls, {}, true);
    expect(onTerminal.err).toBe('\r100,000 calls rated\r\u001b[K');
    expect(onTerminal.out.split('\n')).toHaveLength(101_002);
    expect((await rate(DECK, calls)).err).toBe('');
    expect((await rate(DECK, `${CALLS_HEADER}\na,1,2026-02-11,1\n`, {}, true)).err).toBe('');
  });
});

describe('a faulty deck', () => {
  const call = `${CALLS_HEADER}\na,86,2026-02-11,1\n`;

  it('is reported row by row, and nothing is rated', async () => {
    const deck = `${DECK_HEADER}
86,0.1234567,0,60,60,,
+86,0.12,-1,x,0,2026-02-30,yesterday
44,0.1,0,60,60,2026-02-01,2026-02-01
44,0.1,0,60
"44
1,0.1,0,60,60,,2026-03-01
1,0.1,0,60,60,2026-02-28,
x,0.1,0,60,60,2026-02-28,
`;
    const form = 'must be an instant such as 2026-01-31T09:00:00+08:00, or a date or local time of Asia/Shanghai without an offset';
    expect(await rate(deck, call)).toEqual({
      code: 2,
      out: '',
      err: `deck.csv:2: per_minute: must be a decimal string with at most 6 decimals
deck.csv:3: prefix: must be 1 to 15 digits
deck.csv:3: connect: must not be negative
deck.csv:3: initial_seconds: must be a whole number from 0 to 86400
deck.csv:3: increment_seconds: must be a whole number from 1 to 86400
deck.csv:3: effective_from: ${form}
deck.csv:3: effective_to: ${form}
deck.csv:4: effective_to: must be after the beginning of the row
deck.csv:5: must have 7 columns, has 4
deck.csv:6: a quote is not closed
deck.csv:8: prefix: 1 is in force at the same time as on line 7
deck.csv:9: prefix: must be 1 to 15 digits
`,
    });
  });

  it.each([
    ['', 'deck.csv:1: header: must be prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to, but the file is empty\n'],
    [
      'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_too,prefix\n86\n"',
      `deck.csv:1: header: missing effective_to
deck.csv:1: header: unknown "effective_too"
deck.csv:1: header: more than once prefix
deck.csv:1: header: must be ${DECK_HEADER} (in any order)
`,
    ],
  ])('may have a faulty header (%#)', async (deck, err) => {
    expect(await rate(deck, call)).toEqual({ code: 2, out: '', err });
  });
});

describe('a faulty call', () => {
  it('is reported with its line, and the rest is rated', async () => {
    const calls = `${CALLS_HEADER}
a,1,2026-02-11,1000
,tel:+1,soon,1.5
b,1,2026-02-11
"c"c,1,2026-02-11,1

d,1 202,,
e,+,2026-02-11,-1
f,1,2026-02-11,1000
`;
    expect(await rate(DECK, calls)).toEqual({
      code: 2,
      out: `${RESULT_HEADER}\na,rated,1,1,0.001167\nf,rated,1,1,0.001167\n`,
      err: `calls.csv:3: id: must not be empty
calls.csv:3: to: must be digits, with or without a plus before them
calls.csv:3: answered_at: must be an instant such as 2026-01-31T09:00:00+08:00, or a date or local time of Asia/Shanghai without an offset
calls.csv:3: milliseconds: must be a whole number from 0
calls.csv:4: must have 4 columns, has 3
calls.csv:5: a closing quote is not followed by a comma or the end of the line
calls.csv:7: to: must be digits, with or without a plus before them
calls.csv:7: milliseconds: must be a whole number from 0
calls.csv:8: to: must be digits, with or without a plus before them
calls.csv:8: milliseconds: must be a whole number from 0
`,
    });
  });

  it('is not one whose number is too long to be one: that is kept for the operator', async () => {
    expect(await lines(DECK, 'a,1234567890123456,2026-02-11,1')).toEqual(['a,quarantined,,,']);
  });

  it.each([
    ['', 'calls.csv:1: header: must be id,to,answered_at,milliseconds, but the file is empty\n'],
    [
      '\nid;to;answered_at;milliseconds\n1;2;3;4\n',
      `calls.csv:2: header: missing id, to, answered_at, milliseconds
calls.csv:2: header: unknown "id;to;answered_at;milliseconds"
calls.csv:2: header: must be id,to,answered_at,milliseconds (in any order)
`,
    ],
    ['"id\na,1,2026-02-11,1\n', 'calls.csv:1: a quote is not closed\n'],
  ])('header means that nothing is rated (%#)', async (calls, err) => {
    expect(await rate(DECK, calls)).toEqual({ code: 2, out: '', err });
  });
});

it('is not read to the end of its calls when their header is wrong', async () => {
  writeFileSync(join(folder, 'deck.csv'), DECK);
  let given = 0;
  async function* endless(): AsyncGenerator<string> {
    for (;;) {
      given++;
      yield 'id,to\n';
    }
  }
  const [out, err] = [collecting(), collecting()];
  expect(await runRate({ deck: join(folder, 'deck.csv'), calls: '-' }, { out: out.stream, err: err.stream, in: Readable.from(endless()) })).toBe(2);
  expect(err.text()).toMatch(/^-:1: header: missing answered_at, milliseconds\n/);
  expect(given).toBeLessThan(100);
});

describe('what cannot be done', () => {
  const calls = `${CALLS_HEADER}\n`;

  it.each<[Partial<RateOptions>, string]>([
    [{ zone: 'Mars/Olympus' }, '--zone: not a time zone: Mars/Olympus\n'],
    [{ digits: 13 }, '--digits: must be a whole number from 0 to 12\n'],
    [{ digits: '6x' }, '--digits: must be a whole number from 0 to 12\n'],
    [{ digits: '' }, '--digits: must be a whole number from 0 to 12\n'],
    [{ digits: 1.5 }, '--digits: must be a whole number from 0 to 12\n'],
    [{ deck: '-', calls: '-' }, '--deck and --calls: only one of them can be standard input\n'],
  ])('is one line and exit 2: %p', async (options, err) => {
    expect(await rate(DECK, calls, options)).toEqual({ code: 2, out: '', err });
  });

  it('is told of a file that cannot be read', async () => {
    expect(await rate(DECK, calls, { deck: join(folder, 'none.csv') })).toEqual({ code: 2, out: '', err: 'none.csv: cannot be read: no such file\n' });
    expect(await rate(DECK, calls, { calls: join(folder, 'none.csv') })).toEqual({ code: 2, out: '', err: 'none.csv: cannot be read: no such file\n' });
    expect((await rate(DECK, calls, { calls: folder })).err).toMatch(/: cannot be read: it is a folder\n$/);
  });

  it('is told of an output that fails', async () => {
    writeFileSync(join(folder, 'deck.csv'), DECK);
    writeFileSync(join(folder, 'calls.csv'), calls);
    const full = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })) });
    const err = collecting();
    expect(await runRate({ deck: join(folder, 'deck.csv'), calls: join(folder, 'calls.csv') }, { out: full, err: err.stream })).toBe(2);
    expect(err.text()).toBe('standard output: no space is left\n');
  });
});

describe('a reader that leaves early', () => {
  it('ends the work without a word, as soon as it is noticed', async () => {
    writeFileSync(join(folder, 'deck.csv'), DECK);
    let given = 0;
    async function* endless(): AsyncGenerator<string> {
      yield `${CALLS_HEADER}\n`;
      for (;;) {
        given++;
        yield 'a,1,2026-02-11,1\n';
      }
    }
    const out = new PassThrough();
    out.once('data', () => out.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })));
    const err = collecting();
    expect(await runRate({ deck: join(folder, 'deck.csv'), calls: '-' }, { out, err: err.stream, in: Readable.from(endless()) })).toBe(0);
    expect(err.text()).toBe('');
    expect(given).toBeLessThan(100);
  });
});
