import { CsvError, type Info, type Parser, parse } from 'csv-parse';

/** Longest row that is taken for one. A quote that is never closed would otherwise swallow the rest of the file. */
const LONGEST_ROW_CHARACTERS = 16_384;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** What is done with the rows of a CSV file, in their order. `line` counts from 1 and is the line on which the row begins. */
export interface CsvRecordHandler {
  /** `line` is a function, since counting lines is only worth it for a row that has something wrong with it. */
  readonly record: (fields: readonly string[], line: () => number) => void;
  /** A row whose quotes do not fit together. Reading goes on with the next line. */
  readonly malformed: (message: string, line: number) => void;
  /** Called between chunks of the file: what was handed out so far may be written away, and waited for. False when no more is wanted. */
  readonly settle: () => Promise<boolean>;
}

/**
 * Reads a CSV file (RFC 4180: commas, double quotes, LF or CRLF, a byte order mark or none) as a stream and hands out its rows one by one.
 * Blank lines are left out. A malformed row costs only itself: the parser is begun anew on the line after it. Memory holds one chunk and one row.
 */
export async function readCsvRecords(source: AsyncIterable<Buffer>, handler: CsvRecordHandler): Promise<void> {
  const reading = new CsvReading(handler);
  for await (const chunk of source) {
    await reading.take(chunk);
    if (!(await handler.settle())) return;
  }
  await reading.finish();
  await handler.settle();
}

class CsvReading {
  private parser: Parser;
  /** What the file holds from the end of the last whole row on, as far as it was read. */
  private window: Buffer = Buffer.alloc(0);
  /** Where in the window the parser was begun, and where the row ends that it handed out last; both move with the window. */
  private parserStart = 0;
  private recordEnd = 0;
  /** The line number at this place of the window. */
  private countedTo = 0;
  private line = 1;
  /** True while the rest of a malformed line has still to come. */
  private skipping = false;

  constructor(private readonly handler: CsvRecordHandler) {
    this.parser = this.begin();
  }

  async take(chunk: Buffer): Promise<void> {
    this.window = this.window.length === 0 ? chunk : Buffer.concat([this.window, chunk]);
    if (this.skipping) {
      if (!this.skipLine()) return;
      chunk = this.window.subarray(this.parserStart);
    }
    await this.feed(chunk);
    this.dropHandedOut();
  }

  async finish(): Promise<void> {
    if (this.skipping) return;
    let failure = await settled((done) => this.parser.end(done));
    while (failure !== null) {
      this.giveUpRow(failure);
      if (this.skipping) return;
      const rest = this.window.subarray(this.parserStart);
      failure = (await settled((done) => this.parser.write(rest, done))) ?? (await settled((done) => this.parser.end(done)));
    }
  }

  private async feed(chunk: Buffer): Promise<void> {
    let rest = chunk;
    for (;;) {
      const failure = await settled((done) => this.parser.write(rest, done));
      if (failure === null) return;
      this.giveUpRow(failure);
      if (this.skipping) return;
      rest = this.window.subarray(this.parserStart);
    }
  }

  private begin(): Parser {
    const parser = parse({
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW_CHARACTERS,
      on_record: (fields: string[], { bytes }: Info & { readonly bytes: number }) => {
        if (fields.length > 1 || fields[0]!.trim() !== '') this.handler.record(fields, () => this.lineOfRow());
        this.recordEnd = this.parserStart + bytes;
        return null; // handled: nothing is to pile up inside the parser
      },
    });
    parser.on('error', () => undefined); // every write and the end have a callback of their own that receives it
    return parser;
  }

  /** Tells of the row that could not be parsed and begins anew on the line after the one on which it began. */
  private giveUpRow(failure: Error): void {
    if (!(failure instanceof CsvError)) throw failure;
    const line = this.lineOfRow();
    this.handler.malformed(MALFORMED[failure.code] ?? failure.message, line);
    this.parser = this.begin();
    this.recordEnd = this.countedTo;
    this.skipping = true;
    this.skipLine();
  }

  /** Moves to the line after the present one; false when its end was not read yet. */
  private skipLine(): boolean {
    const newline = this.window.indexOf(NEWLINE, this.recordEnd);
    this.skipping = newline < 0;
    this.recordEnd = this.skipping ? this.window.length : newline + 1;
    this.parserStart = this.recordEnd;
    if (this.skipping) this.dropHandedOut();
    return !this.skipping;
  }

  private lineOfRow(): number {
    let start = this.recordEnd;
    while (this.window[start] === NEWLINE || this.window[start] === CARRIAGE_RETURN) start++;
    this.countLines(start);
    return this.line;
  }

  private countLines(to: number): void {
    for (let at = this.window.indexOf(NEWLINE, this.countedTo); at >= 0 && at < to; at = this.window.indexOf(NEWLINE, at + 1)) this.line++;
    this.countedTo = Math.max(this.countedTo, to);
  }

  private dropHandedOut(): void {
    this.countLines(this.recordEnd);
    const dropped = this.recordEnd;
    this.window = this.window.subarray(dropped);
    this.countedTo -= dropped;
    this.parserStart -= dropped;
    this.recordEnd = 0;
  }
}

const MALFORMED: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `the row is longer than ${LONGEST_ROW_CHARACTERS} characters, or a quote is not closed`,
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is not followed by a comma or the end of the line',
  INVALID_OPENING_QUOTE: 'a quote stands inside a field that does not begin with one',
};

/** Null when the parser took what it was given, else what it said. */
function settled(act: (done: (failure?: Error | null) => void) => void): Promise<Error | null> {
  return new Promise((resolve) => act((failure) => resolve(failure ?? null)));
}
