import { stringify } from 'csv-stringify/sync';
import { CALL_COLUMNS, type CallHeader, type CallRating, matchCallHeader, RATED_COLUMNS, type RatedFields, rateRow } from './call-file';
import type { CsvRecordHandler } from './csv-records';
import type { ProgressLine } from './progress-line';
import type { TextOutput } from './text-output';

export interface RunOutputs {
  readonly out: TextOutput;
  readonly err: TextOutput;
  readonly progress: ProgressLine;
}

/** One pass over a file of calls. It holds what one chunk of the file gave and writes that away before the next is read. */
export class CallRun implements CsvRecordHandler {
  /** True as soon as any row was faulty. */
  faulty = false;
  private header: CallHeader | null = null;
  private headerFaulty = false;
  private results: (RatedFields | typeof RATED_COLUMNS)[] = [];
  private faults: string[] = [];
  private rated = 0;

  constructor(
    private readonly path: string,
    private readonly rating: CallRating,
    private readonly outputs: RunOutputs,
  ) {}

  record(fields: readonly string[], line: () => number): void {
    if (this.headerFaulty) return;
    if (this.header === null) return this.readHeader(fields, line);
    const row = rateRow(fields, this.header, this.rating);
    if (row.ok) this.results.push(row.fields);
    else for (const fault of row.faults) this.report(line(), fault);
  }

  malformed(message: string, line: number): void {
    if (this.headerFaulty) return;
    this.report(line, message);
    if (this.header === null) this.headerFaulty = true;
  }

  async settle(): Promise<boolean> {
    const { out, err, progress } = this.outputs;
    if (this.faults.length > 0) {
      progress.clear();
      await err.write(this.faults.join(''));
      this.faults = [];
    }
    if (this.results.length > 0) {
      await out.write(stringify(this.results));
      this.rated += this.results.length;
      this.results = [];
      progress.advance(this.rated);
    }
    return !this.headerFaulty;
  }

  /** To be called when the file is read to its end. */
  async finish(): Promise<void> {
    if (this.header === null && !this.headerFaulty) this.report(1, `header: must be ${CALL_COLUMNS.join(',')}, but the file is empty`);
    await this.settle();
    this.outputs.progress.clear();
  }

  private readHeader(fields: readonly string[], line: () => number): void {
    const header = matchCallHeader(fields);
    if (header.ok) {
      this.header = header;
      this.results.push(RATED_COLUMNS);
      return;
    }
    this.headerFaulty = true;
    for (const fault of header.faults) this.report(line(), fault);
  }

  private report(line: number, fault: string): void {
    this.faulty = true;
    this.faults.push(`${this.path}:${line}: ${fault}\n`);
  }
}
