import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { StartupFault } from '@seatline/server';
import type { DocumentPrinter, PaperBlock, PaperDefinition, PrintedDocument } from '../../ports/document-printer';

const ASSETS = 'libs/billing/module/assets';
const INSTEAD = '□';

/** The folder of the font and the printing thread, seen from the sources, from the bundle in apps/api/dist, and from a deployment that copied it beside the bundle. */
export function documentAssets(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, 'assets'), join(folder, ASSETS)]) {
      if (existsSync(join(candidate, 'render-pdf.mjs'))) return candidate;
    }
    if (folder === dirname(folder)) throw new StartupFault('The font of documents was not found beside the program.');
  }
}

/** Prints in a thread of its own, one document after the other: setting Chinese text takes some tenths of a second that no request should wait for. */
@Injectable()
export class PdfmakeDocumentPrinter implements DocumentPrinter {
  readonly release = 'paper-1 noto-sans-cjk-sc-2.004';
  private coverage: ReadonlySet<number> | null = null;
  private last: Promise<unknown> = Promise.resolve();

  async print(definition: PaperDefinition): Promise<PrintedDocument> {
    const replaced = new Set<string>();
    const { title, at, content, styles, footer } = definition;
    const printable = (block: PaperBlock): PaperBlock => this.printable(block, replaced);
    const sheet = { content: printable(content), styles, footer: printable(footer), info: { title, at } };
    const printing = this.last.then(() => printInThread(sheet));
    this.last = printing.catch(() => undefined); // its caller hears of the failure; the next document is printed all the same
    return { pdf: await printing, replaced: [...replaced].sort().join('') };
  }

  /** Text of which every character has a glyph. Names that are no text (styles, colours) have only such characters. */
  private printable(block: PaperBlock, replaced: Set<string>): PaperBlock {
    if (typeof block === 'string') return [...block].map((character) => (this.has(character) ? character : instead(character, replaced))).join('');
    if (Array.isArray(block)) return block.map((each: PaperBlock) => this.printable(each, replaced));
    if (block === null || typeof block !== 'object') return block;
    return Object.fromEntries(Object.entries(block).map(([name, inner]) => [name, this.printable(inner as PaperBlock, replaced)]));
  }

  private has(character: string): boolean {
    this.coverage ??= readCoverage();
    return character === '\n' || this.coverage.has(character.codePointAt(0)!);
  }
}

function instead(character: string, replaced: Set<string>): string {
  replaced.add(character);
  return INSTEAD;
}

function readCoverage(): ReadonlySet<number> {
  const ranges = JSON.parse(readFileSync(join(documentAssets(), 'fonts/noto-sans-sc-regular.coverage.json'), 'utf8')) as [number, number][];
  return new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => from + step)));
}

function printInThread(sheet: object): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(documentAssets(), 'render-pdf.mjs'), { workerData: sheet, execArgv: [], env: {} });
    worker.once('message', (pdf: Uint8Array) => resolve(Buffer.from(pdf)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the printing thread ended with ${code} and no document`)));
  });
}
