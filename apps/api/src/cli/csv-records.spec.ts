import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsvRecords } from './csv-records';

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let turn = 0; from < bytes.length; turn++) {
    const size = sizes.length === 0 ? bytes.length : sizes[turn % sizes.length]!;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

/** Rows as `line: fields`, faults as `line! message`. */
async function read(text: string, sizes: readonly number[] = []): Promise<string[]> {
  const seen: string[] = [];
  await readCsvRecords(inChunks(Buffer.from(text), sizes), {
    record: (fields, line) => seen.push(`${line()}: ${JSON.stringify(fields)}`),
    malformed: (message, line) => seen.push(`${line}! ${message}`),
    settle: () => Promise.resolve(true),
  });
  return seen;
}

const NOT_CLOSED = 'a quote is not closed';
const BAD_CLOSING = 'a closing quote is not followed by a comma or the end of the line';
const BAD_OPENING = 'a quote stands inside a field that does not begin with one';

describe('a CSV file', () => {
  it('has rows with the line on which each begins', async () => {
    expect(await read('a,b\n1,2\n3,4\n')).toEqual(['1: ["a","b"]', '2: ["1","2"]', '3: ["3","4"]']);
  });

  it('may lack the last line’s end, use CRLF, both kinds at once, and begin with a byte order mark', async () => {
    const rows = ['1: ["a","b"]', '2: ["1","2"]', '3: ["3","4"]'];
    expect(await read('a,b\n1,2\n3,4')).toEqual(rows);
    expect(await read('a,b\r\n1,2\r\n3,4\r\n')).toEqual(rows);
    expect(await read('\ufeffa,b\r\n1,2\n3,4')).toEqual(rows);
  });

  it('may have blank lines, which count as lines', async () => {
    expect(await read('\n\r\na\n\n  \n1\r\n\r\n')).toEqual(['3: ["a"]', '6: ["1"]']);
  });

  it('may quote commas, quotes and line ends', async () => {
    expect(await read('"a,1","b""2"\n"x\r\ny\n","z"\n"",e\n')).toEqual(['1: ["a,1","b\\"2"]', '2: ["x\\r\\ny\\n","z"]', '5: ["","e"]']);
  });

  it('is read in UTF-8, wherever a chunk ends', async () => {
    expect(await read('客户,"坐席"\n', [1])).toEqual(['1: ["客户","坐席"]']);
  });

  it('may be empty', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\ufeff')).toEqual([]);
    expect(await read('\n\n')).toEqual([]);
  });
});

describe('a malformed row', () => {
  it('costs only itself', async () => {
    expect(await read('a,b\n"x"y,1\n3,4\n')).toEqual(['1: ["a","b"]', `2! ${BAD_CLOSING}`, '3: ["3","4"]']);
    expect(await read('a,b\nx"y,1\n3,4\n')).toEqual(['1: ["a","b"]', `2! ${BAD_OPENING}`, '3: ["3","4"]']);
    expect(await read('a,b\n"x,1\n3,4\n\n5,6')).toEqual(['1: ["a","b"]', `2! ${NOT_CLOSED}`, '3: ["3","4"]', '5: ["5","6"]']);
  });

  it('is told of once, though blank lines come before it', async () => {
    expect(await read('a,b\n\n\r\n"x"y,1\n3,4\n')).toEqual(['1: ["a","b"]', `4! ${BAD_CLOSING}`, '5: ["3","4"]']);
  });

  it('may be the first, the last, or every one', async () => {
    expect(await read('"x\n3,4\n')).toEqual([`1! ${NOT_CLOSED}`, '2: ["3","4"]']);
    expect(await read('3,4\n"')).toEqual(['1: ["3","4"]', `2! ${NOT_CLOSED}`]);
    expect(await read('a"\nb"\nc"')).toEqual([`1! ${BAD_OPENING}`, `2! ${BAD_OPENING}`, `3! ${BAD_OPENING}`]);
  });

  it('does not swallow the rest of a long file when its quote is never closed', async () => {
    const rest = Array.from({ length: 20_000 }, (_, row) => `call-${row},86`);
    const seen = await read(['id,to', '"open,86', ...rest].join('\n'), [65_536]);
    expect(seen[1]).toBe('2! the row is longer than 16384 characters, or a quote is not closed');
    expect(seen).toHaveLength(2 + rest.length);
    expect(seen.at(-1)).toBe('20002: ["call-19999","86"]');
  });
});

describe('the size of the chunks', () => {
  it('changes nothing', async () => {
    const piece = fc.constantFrom('a', '1,', ',', '"', '""', '"b"', '"c,d"', '"e\nf"', '\n', '\r\n', '\n\n', ' ', '席');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), async (pieces, sizes) => {
        const text = pieces.join('');
        expect(await read(text, sizes)).toEqual(await read(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not let the reader run ahead of what was written away', async () => {
    let given = 0;
    let settledChunks = 0;
    let furthestAhead = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (; given < 50; ) {
        given++;
        furthestAhead = Math.max(furthestAhead, given - settledChunks);
        yield Buffer.from('1,2\n'.repeat(1_000));
      }
    }
    await readCsvRecords(source(), {
      record: () => undefined,
      malformed: () => undefined,
      settle: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        settledChunks++;
        return true;
      },
    });
    expect(given).toBe(50);
    expect(furthestAhead).toBe(1);
  });

  it('is all that is read after no more is wanted', async () => {
    let given = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (;;) {
        given++;
        yield Buffer.from('1,2\n');
      }
    }
    await readCsvRecords(source(), { record: () => undefined, malformed: () => undefined, settle: () => Promise.resolve(given < 3) });
    expect(given).toBe(3);
  });
});
